/** What Azure takes for the settings of an azurerm backend. Source: Microsoft, "Naming rules and restrictions for Azure resources". */
import type { StateConfig } from '../config.js';
import { error, type Location, type Problem } from '../problem.js';
import { quote } from '../text.js';

type Azurerm = NonNullable<StateConfig['azurerm']>;

const STORAGE_ACCOUNT = /^[a-z0-9]{3,24}$/;
const CONTAINER = /^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$/;
const RESOURCE_GROUP = /^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u;
const BLOB_LENGTH = 1024;

export function findForeignAzurerm(azurerm: Azurerm, at: (key: string) => Location): Problem[] {
  const { storageAccount, container, key, resourceGroup } = azurerm;
  const problems: Problem[] = [];
  const tell = (where: keyof Azurerm, message: string, advice: string) =>
    problems.push(error(at(where), message, advice));
  if (!STORAGE_ACCOUNT.test(storageAccount)) {
    tell(
      'storageAccount',
      `${quote(storageAccount)} is not the name of a storage account.`,
      'Allowed: 3 to 24 lowercase letters and digits.',
    );
  }
  if (!CONTAINER.test(container)) {
    tell(
      'container',
      `${quote(container)} is not the name of a container.`,
      'Allowed: 3 to 63 lowercase letters, digits and single hyphens, with a letter or digit at both ends.',
    );
  }
  if (key.length > BLOB_LENGTH || /[./\\]$/.test(key)) {
    tell(
      'key',
      `${quote(key)} is not the name of a blob.`,
      `Allowed: ${BLOB_LENGTH} characters, the last of which is no dot and no slash. For example: federation/prod.tfstate.`,
    );
  }
  if (resourceGroup !== undefined && !RESOURCE_GROUP.test(resourceGroup)) {
    tell(
      'resourceGroup',
      `${quote(resourceGroup)} is not the name of a resource group.`,
      'Allowed: 90 letters, digits, underscores, hyphens, dots and parentheses; no dot at the end.',
    );
  }
  return problems;
}
