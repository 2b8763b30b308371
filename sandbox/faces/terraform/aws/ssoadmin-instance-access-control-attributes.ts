import type { AccessControlAttribute } from '../../../world/aws/state.js';
import type { Attributes, ResourceType } from '../resource.js';
import { blocks, text, texts } from './attributes.js';
import { Client } from './client.js';
import { during, leaving, orNull } from './failures.js';
import { arn, checkArguments } from './validate.js';

const WHAT = 'SSO Instance Access Control Attributes';

/** `aws_ssoadmin_instance_access_control_attributes`: one of an instance. Its id is the instance's ARN. */
export const instanceAccessControlAttributes: ResourceType = {
  type: 'aws_ssoadmin_instance_access_control_attributes',
  forceNew: ['instance_arn', 'region'],

  validate: (config) => checkArguments(config, { instance_arn: [arn] }),

  async create(connection, planned) {
    const client = new Client(connection, planned);
    const id = text(planned, 'instance_arn');
    await during(
      `creating ${WHAT} (${id})`,
      client.ssoAdmin('CreateInstanceAccessControlAttributeConfiguration', inputOf(id, planned)),
    );
    return leaving({ ...planned, id }, describe(client, id));
  },

  async read(connection, state) {
    return orNull(describe(new Client(connection, state), text(state, 'id')));
  },

  async update(connection, planned, prior) {
    const client = new Client(connection, planned);
    const id = text(prior, 'id');
    await during(
      `updating ${WHAT} (${id})`,
      client.ssoAdmin('UpdateInstanceAccessControlAttributeConfiguration', inputOf(id, planned)),
    );
    return describe(client, id);
  },

  async remove(connection, state) {
    const id = text(state, 'id');
    await during(
      `deleting ${WHAT} (${id})`,
      orNull(
        new Client(connection, state).ssoAdmin('DeleteInstanceAccessControlAttributeConfiguration', {
          InstanceArn: id,
        }),
      ),
    );
  },

  async import(_connection, id) {
    return { id };
  },
};

/** Throws a CallError where there is no configuration. */
async function describe(client: Client, id: string): Promise<Attributes> {
  const { Status, InstanceAccessControlAttributeConfiguration } = await client.ssoAdmin(
    'DescribeInstanceAccessControlAttributeConfiguration',
    { InstanceArn: id },
  );
  return {
    id,
    attribute: InstanceAccessControlAttributeConfiguration.AccessControlAttributes.map(({ Key, Value }) => ({
      key: Key,
      value: [{ source: [...Value.Source] }],
    })),
    instance_arn: id,
    region: client.region,
    status: Status,
    status_reason: '',
  };
}

/** Of several `value` blocks the provider sends one. */
const inputOf = (id: string, planned: Attributes) => ({
  InstanceArn: id,
  InstanceAccessControlAttributeConfiguration: {
    AccessControlAttributes: blocks(planned, 'attribute').map((attribute): AccessControlAttribute => ({
      Key: text(attribute, 'key'),
      Value: { Source: texts(blocks(attribute, 'value')[0] ?? {}, 'source') },
    })),
  },
});
