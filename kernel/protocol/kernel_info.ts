// https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-info

export interface KernelInfoReply {
  status: "ok";
  protocol_version: string;
  implementation: string;
  implementation_version: string;
  language_info: LanguageInfo;
  banner: string;
  debugger: boolean;
  help_links: { text: string; url: string }[];
  /** Optional features by name (JEP 92). */
  supported_features: string[];
}

export interface LanguageInfo {
  name: string;
  version: string;
  mimetype: string;
  file_extension: string;
  pygments_lexer: string;
  /** The mode's name, a plain string: strict clients refuse anything but a string or an object with a name. */
  codemirror_mode: string;
  nbconvert_exporter: string;
}
