using Entente.Platform.Mail.Relay;

namespace Entente.Host;

/// <summary>What was typed about the mail that goes out, made of one piece, or why it cannot be.</summary>
internal static class RelayOptions
{
    /// <param name="folder">The data folder: where the demo's story was told, its people get no mail.</param>
    public static (RelaySettings? Relay, string? Wrong) Read(RunOptions options, string folder)
    {
        if (options.MailRelay is not { } relay)
            return options.MailLogin is not null || options.MailFrom is not null
                ? (null, "--mail-login and --mail-from are for a --mail-relay, and none is given.")
                : (null, null);
        if (options.MailFrom is null && options.MailDomain is null)
            return (null, "--mail-relay needs a sender: give --mail-from ADDRESS, or --mail-domain DOMAIN.");
        if (StoryMark.WasTold(folder) || (options.HasSandbox && StoryMark.MayBeTold(options, folder)))
            return (null, "The people of the demo do not exist, and no mail is sent to them: give --empty, or leave --mail-relay out.");
        if (options.MailLogin is not { } file)
            return (relay, null);
        if (relay.Tls is RelayTls.None)
            return (null, $"A password is not told to {relay} in clear: use smtps://, or a name other than this machine's for STARTTLS.");
        if (!File.Exists(file))
            return (null, $"{file} of --mail-login is not there.");
        if (SecretFile.OthersRead(file))
            return (null, SecretFile.Sentence(file, "the relay's password"));
        return relay.With(File.ReadAllText(file)) is { } known
            ? (known, null)
            : (null, $"{file} needs two lines: the name, and the password.");
    }
}
