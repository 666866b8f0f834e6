namespace Entente.Collaboration.Rules;

/// <summary>What a mail is, as far as one can tell from it.</summary>
public enum MailKind
{
    Unknown,
    Reply,
    Registration,
    AutoReply,
    OutOfOffice,
    Bounce,
    List,
    Loop,
    SpamSuspect,
}

/// <summary>What would be done with it.</summary>
public enum MailAct
{
    /// <summary>Kept, and shown to staff.</summary>
    Hold,

    /// <summary>The reply goes to its thread.</summary>
    FileReply,

    /// <summary>A claim is sent in, or its sender asked for what is missing.</summary>
    Register,
    AskMissing,

    /// <summary>The address a mail could not reach is marked.</summary>
    NoteBounce,

    /// <summary>Kept and answered by nobody: machines wrote it.</summary>
    Ignore,
}

/// <summary>What a mail is and what would be done, with the reason in plain words.</summary>
public sealed record MailVerdict(MailKind Kind, MailAct Act, string Why)
{
    /// <summary>
    /// A claim of a proven sender that went to the address for claims by way of a list. Whether its sender is a partner's person the mail does not say: if
    /// so, it waits for somebody with this reason. Null: whoever sent it, nothing else becomes of it.
    /// </summary>
    public string? WhyOfKnown { get; init; }
}

/// <summary>What an installation knows of its own mail.</summary>
/// <param name="TrustedRelays">The authserv-ids of the relays in front; only their results count.</param>
/// <param name="OwnDomains">Domains of our own reply and registration addresses.</param>
/// <param name="RegistrationNames">Local parts to which claims are sent.</param>
public sealed record MailSettings(
    IReadOnlyList<string> TrustedRelays,
    IReadOnlyList<string> OwnDomains,
    IReadOnlyList<string> RegistrationNames
)
{
    /// <summary>Behind the @ of the addresses handed out; null: mail is not received here, and none is handed out.</summary>
    public string? Domain { get; init; }

    public static readonly MailSettings Default = new(
        [],
        [],
        ["register", "registration", "registrations", "deals", "deal", "dealreg", "deal-registration", "dealregistration", "leads"]
    );
}
