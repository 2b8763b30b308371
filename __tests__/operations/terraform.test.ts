import { findTerraform } from '../../operations/terraform.js';
import { UserError } from '../../operations/user-error.js';
import { createFakeBinaries, type FakeBinaries } from './fake-binary.js';

const INSTALL =
  'Install Terraform 1.11 or newer (https://developer.hashicorp.com/terraform/install) or OpenTofu 1.10 or newer (https://opentofu.org/docs/intro/install/).';

describe('findTerraform', () => {
  let binaries: FakeBinaries;
  beforeEach(() => (binaries = createFakeBinaries()));
  afterEach(() => binaries.remove());

  const find = (variables = {}) => findTerraform({ PATH: binaries.path, ...variables });
  const message = (variables = {}) =>
    find(variables).then(
      () => 'found',
      (error: unknown) => (error instanceof UserError ? error.message : error),
    );

  test('takes terraform before tofu', async () => {
    binaries.add('terraform', 'echo "Terraform v1.11.0"; echo "on linux_amd64"');
    binaries.add('tofu', 'echo "OpenTofu v1.10.0"');
    expect(await find()).toEqual({ binary: 'terraform', product: 'Terraform', version: '1.11.0' });
  });

  test('takes tofu where there is no terraform', async () => {
    binaries.add('tofu', 'echo "OpenTofu v1.10.3"');
    expect(await find()).toEqual({ binary: 'tofu', product: 'OpenTofu', version: '1.10.3' });
  });

  test('takes what TERRAFORM_BINARY_NAME names', async () => {
    binaries.add('terraform', 'echo "Terraform v1.11.0"');
    binaries.add('my-terraform', 'echo "Terraform v2.0.0-beta1"');
    expect(await find({ TERRAFORM_BINARY_NAME: 'my-terraform' })).toEqual({
      binary: 'my-terraform',
      product: 'Terraform',
      version: '2.0.0-beta1',
    });
  });

  test('says what to install where there is none', async () => {
    expect(await message()).toBe(`Neither terraform nor tofu is on the PATH. ${INSTALL}`);
  });

  test('says that TERRAFORM_BINARY_NAME leads nowhere', async () => {
    binaries.add('terraform', 'echo "Terraform v1.11.0"');
    expect(await message({ TERRAFORM_BINARY_NAME: 'terrafrom' })).toBe(
      `TERRAFORM_BINARY_NAME names "terrafrom", which can't be found. ${INSTALL}`,
    );
  });

  test.each([
    [
      'Terraform v1.10.5',
      `terraform is Terraform 1.10.5, which is too old: Terraform 1.11 or newer is needed. ${INSTALL}`,
    ],
    [
      'Terraform v0.15.0',
      `terraform is Terraform 0.15.0, which is too old: Terraform 1.11 or newer is needed. ${INSTALL}`,
    ],
    [
      'OpenTofu v1.9.1',
      `terraform is OpenTofu 1.9.1, which is too old: OpenTofu 1.10 or newer is needed. ${INSTALL}`,
    ],
  ])('refuses %s', async (said, expected) => {
    binaries.add('terraform', `echo "${said}"`);
    expect(await message()).toBe(expected);
  });

  test('refuses a program that is neither', async () => {
    binaries.add('terraform', 'echo "hello"');
    expect(await message()).toBe(
      `terraform is neither Terraform nor OpenTofu: "terraform version" says "hello". ${INSTALL}`,
    );
  });
});
