using System.Globalization;
using System.Net;
using Entente.Platform.Mail.Relay;
using IPNetwork = System.Net.IPNetwork;

namespace Entente.Host;

/// <summary>What was typed after <c>./run</c>.</summary>
internal sealed record RunOptions(
    int Port,
    string DataFolder,
    string? Database,
    Role Role,
    string? Crm,
    bool Empty,
    bool Reset,
    string? PublicUrl,
    bool NoSandbox = false,
    IReadOnlyList<IPNetwork>? TrustedProxies = null,
    string? MailDomain = null,
    IReadOnlyList<string>? TrustedRelays = null,
    string? FilesUrl = null,
    RelaySettings? MailRelay = null,
    string? MailFrom = null,
    string? MailLogin = null
)
{
    /// <summary>What was typed about mail that comes in.</summary>
    public MailInOptions MailIn { get; init; } = new();

    /// <summary>Whether this process brings the CRM sandbox along: nodes that only serve pages or only work stand beside one that has it.</summary>
    public bool HasSandbox => Role is Role.All && !NoSandbox;

    /// <summary>
    /// Whether no other worker can live on this database: it is the private one, of a data folder that one process takes at a time, and the
    /// work is not split between processes.
    /// </summary>
    public bool WorksAlone => Database is null && Role is Role.All;

    /// <summary>
    /// Whether this is one of several nodes over one database. They share a data folder, in which they keep nothing but keys: no one of
    /// them takes it for itself.
    /// </summary>
    public bool IsOneOfMany => Database is not null && Role is not Role.All;

    public const string Help = """
        ./run [options]
          --port N                  the app's port (default 5080); the CRM sandbox takes the next two
          --empty                   no demo: a first-run page creates the workspace and connects a CRM
          --no-sandbox              no CRM sandbox, and so no demo: for a CRM of your own
          --crm hubspot|salesforce  which protocol the demo workspace speaks with the sandbox (default hubspot)
          --database CONNECTION     an existing PostgreSQL 15+, as a role that may create roles
                                    (Host=…;Username=…;Password=…;Database=…); default: a private one under data/pg
          --role web|worker|all     pages only, background work only, or both (default); nodes over one --database
                                    share the --data folder, or a copy of its keys
          --public-url URL          how the app is reached from outside; links in mails start with it
          --files-url URL           another host name of the same app, from which files are given out (default: files.localhost beside
                                    localhost; with --public-url none, and files come as downloads in a sandbox)
          --trusted-proxy NETWORK   a reverse proxy in front (127.0.0.1, 10.0.0.0/8); its X-Forwarded-For and -Proto are believed,
                                    nobody else's. May stand several times; default: none
          --smtp-port N             listens for mail on that port of this machine as well (receives only): register+SLUG@…, SLUG@…; default: no mail is received
          --smtp-address IP         the address of this machine that it listens on; default 127.0.0.1, for a relay on the same machine. Any
                                    other one needs --mail-domain, and takes mail for that domain alone
          --smtp-certificate FILE   offers STARTTLS to the relay: certificate, chain and key in one PEM file that others cannot read; read
                                    again when it changes
          --lmtp                    speaks LMTP there instead of SMTP
          --mail-domain DOMAIN      mail to this domain reaches the listener: what Entente writes about a conversation can then be answered by mail
          --trusted-relay ID        the relay in front, by the name it writes into Authentication-Results; only its word on a sender
                                    is believed. May stand several times; default: none, and then every mail waits for staff
          --mail-relay URL          the mail server that takes what Entente writes: smtp://mail.acme.com:587 (STARTTLS), smtps://mail.acme.com,
                                    smtp://127.0.0.1:25 (on this machine). Default: none, and mails stay in the outbox page
          --mail-login FILE         name and password for it, a line each, in a file that others cannot read
          --mail-from ADDRESS       the sender of all mails; default: SLUG@ the --mail-domain
          --data DIR                where everything is kept (default data)
          --reset                   throws away the data folder's contents first
        """;

    /// <summary>Reads the words; a sentence about the first one that does not fit.</summary>
    public static (RunOptions? Options, string? Wrong) Parse(IReadOnlyList<string> words)
    {
        var options = new RunOptions(5080, "data", null, Role.All, null, false, false, null);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word is "--empty")
                options = options with { Empty = true };
            else if (word is "--no-sandbox")
                options = options with { NoSandbox = true };
            else if (word is "--reset")
                options = options with { Reset = true };
            else if (word is "--lmtp")
                options = options with { MailIn = options.MailIn with { Lmtp = true } };
            else if (i + 1 == words.Count)
                return (null, $"{word} is not an option, or its value is missing.");
            else if (With(options, word, words[++i]) is { } next)
                options = next;
            else
                return (null, $"{word} {words[i]} is not understood.");
        }
        return (options, null);
    }

    private static RunOptions? With(RunOptions options, string word, string value) =>
        word switch
        {
            "--port" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65_534 =>
                options with
                {
                    Port = port,
                },
            "--database" => options with { Database = value },
            "--crm" when value is "hubspot" or "salesforce" => options with { Crm = value },
            "--role" when value is "web" => options with { Role = Role.Web },
            "--role" when value is "worker" => options with { Role = Role.Worker },
            "--role" when value is "all" => options with { Role = Role.All },
            "--public-url" when Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https") => options with
            {
                PublicUrl = value.TrimEnd('/'),
            },
            "--files-url" when Uri.TryCreate(value, UriKind.Absolute, out var files) && files.Scheme is ("http" or "https") => options with
            {
                FilesUrl = value.TrimEnd('/'),
            },
            "--trusted-proxy" when Network(value) is { } network => options with
            {
                TrustedProxies = [.. options.TrustedProxies ?? [], network],
            },
            "--mail-domain" when Uri.CheckHostName(value) is UriHostNameType.Dns => options with { MailDomain = value.ToLowerInvariant() },
            "--trusted-relay" when value.Length is > 0 and < 256 && !value.Contains(' ', StringComparison.Ordinal) => options with
            {
                TrustedRelays = [.. options.TrustedRelays ?? [], value],
            },
            "--mail-relay" when RelaySettings.Parse(value) is { } relay => options with { MailRelay = relay },
            "--mail-from" when RelaySettings.IsAddress(value) => options with { MailFrom = value },
            "--mail-login" => options with { MailLogin = value },
            "--data" => options with { DataFolder = value },
            _ => options.MailIn.With(word, value) is { } mailIn ? options with { MailIn = mailIn } : null,
        };

    // One address is the network of itself.
    private static IPNetwork? Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address)
            ? new IPNetwork(address, address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128)
        : null;
}
