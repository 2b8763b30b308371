/**
 * Serves gRPC on a unix socket, as Terraform finds a provider that runs already.
 *
 * In this mode every provider configuration (alias) is a connection to the same socket, and nothing in a call says
 * which one it is. So each connection gets a gRPC server of its own, as each configuration has a process of its own
 * otherwise: what one is configured with can't reach another.
 */
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import * as grpc from '@grpc/grpc-js';
import { loadSync, type Options } from '@grpc/proto-loader';

/** Answers one method of the provider; its errors would be failures of the transport, so it must not throw. */
export type Handler = (request: never) => Promise<object>;
export type Handlers = Readonly<Record<string, Handler>>;

export interface PluginServer {
  stop(): Promise<void>;
}

const LOADING: Options = { longs: Number, enums: String, defaults: false, oneofs: false };
const UNLIMITED = {
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
  'grpc.enable_channelz': 0,
};

/** `createHandlers` is called for each connection. */
export async function servePlugin(socketPath: string, createHandlers: () => Handlers): Promise<PluginServer> {
  const provider = service('tfplugin5.proto', 'tfplugin5.Provider');
  const controller = service('goplugin.proto', 'plugin.GRPCController');
  const stdio = service('goplugin.proto', 'plugin.GRPCStdio');
  const open = new Set<Socket>();

  const listener = createServer((socket) => {
    const server = new grpc.Server(UNLIMITED);
    server.addService(provider, mapHandlers(createHandlers()));
    // Terraform asks for shutdown at the end of each command; the sandbox stays for the next one.
    server.addService(controller, {
      Shutdown: (_call: unknown, answer: grpc.sendUnaryData<object>) => answer(null, {}),
    });
    server.addService(stdio, {
      StreamStdio: (call: grpc.ServerWritableStream<object, object>) => call.end(),
    });
    server.createConnectionInjector(grpc.ServerCredentials.createInsecure()).injectConnection(socket);
    open.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      server.forceShutdown();
    });
  });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject).listen(socketPath, resolve);
  });
  return {
    stop: async () => {
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function service(file: string, name: string): grpc.ServiceDefinition {
  return loadSync(join(__dirname, file), LOADING)[name] as grpc.ServiceDefinition;
}

function mapHandlers(handlers: Handlers): grpc.UntypedServiceImplementation {
  const entries = Object.entries(handlers).map(([method, handler]) => [
    method,
    (call: { request: never }, answer: grpc.sendUnaryData<object>) => {
      handler(call.request).then(
        (response) => answer(null, response),
        (error: Error) => answer({ code: grpc.status.INTERNAL, details: error.stack ?? error.message }),
      );
    },
  ]);
  return Object.fromEntries(entries) as grpc.UntypedServiceImplementation;
}
