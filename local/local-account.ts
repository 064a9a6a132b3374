/** The AWS account that this machine plays. */
export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';
/** One key for all roles: the object store knows only one. Each role has a session token of its own. */
export const IDENTITY = { accessKeyId: 'local', secretAccessKey: 'local-secret' };
/** The session token of a role, and its name among the brokers' principals. */
export const principalOf = (roleName: string): string => `role-${roleName}`;
