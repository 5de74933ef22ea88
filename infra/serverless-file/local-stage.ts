/** The account that everything on this machine belongs to, its region, and the stage it is deployed as. */
export const LOCAL_ACCOUNT = '000000000000';
export const LOCAL_REGION = 'us-east-1';
export const LOCAL_STAGE = 'local';
