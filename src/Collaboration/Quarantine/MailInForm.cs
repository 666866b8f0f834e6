using Entente.Collaboration.Threads;

namespace Entente.Collaboration.Quarantine;

/// <summary>What staff do with a mail, as the browser sends it.</summary>
public sealed class MailInForm
{
    public string? Number { get; set; }

    /// <summary><c>Internal</c> or <c>Shared</c>.</summary>
    public string? Audience { get; set; }
    public string? Partner { get; set; }
    public string? Reason { get; set; }

    public ReadBy? Reads => new MessageForm { Audience = Audience }.Reads;
}
