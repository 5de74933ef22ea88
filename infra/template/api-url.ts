import { HTTP_API } from '../cloudformation/osls-names.ts';

/** The API's own address, without a domain. */
export const apiUrl = () => ({ 'Fn::Sub': `https://\${${HTTP_API}}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}` });
