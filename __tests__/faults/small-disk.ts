/** A disk with little room, for one command: a tmpfs in a mount namespace of its own, which needs no privileges. */
import { spawnSync } from 'node:child_process';

/** Some machines let nobody make a user namespace. */
export const canLimitDisk = (): boolean => spawnSync('unshare', ['-Urm', 'true']).status === 0;

/**
 * The command that runs `command` in `folder`, whose disk has so much room left beyond what lies there. What it writes is in
 * the folder afterwards.
 */
export const onSmallDisk = (folder: string, room: number, command: readonly string[]): string[] => [
  'unshare',
  '-Urm',
  'sh',
  '-ec',
  SCRIPT,
  'small-disk',
  folder,
  String(room),
  ...command,
];

const SCRIPT = `
folder=$1 room=$2
shift 2
real=$folder.real disk=$folder.disk
mkdir "$real" "$disk"
mount --bind "$folder" "$real"
mount -t tmpfs -o "size=$(($(du -sk "$folder" | cut -f1) + room))k" tmpfs "$disk"
cp -a "$folder/." "$disk"
mount --bind "$disk" "$folder"
cd "$folder"
code=0
"$@" || code=$?
cp -a "$disk/." "$real"
umount -l "$folder" "$real" "$disk"
cd /
rmdir "$real" "$disk"
exit $code
`;
