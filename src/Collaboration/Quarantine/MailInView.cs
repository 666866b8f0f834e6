using Entente.Collaboration.Model;

namespace Entente.Collaboration.Quarantine;

/// <summary>A mail of which nothing became yet.</summary>
public sealed record MailInRow(Guid Id, string From, string Subject, string Why, DateTimeOffset At);

/// <summary>What came with a mail.</summary>
/// <param name="Size">Decoded bytes.</param>
public sealed record MailInFile(string Name, long Size);

/// <summary>A kept mail, opened.</summary>
/// <param name="Text">As plain text, whatever it was; at most <see cref="MailInDesk.MostText"/> letters.</param>
/// <param name="Pile">Where it lies for a person to look at; null: something became of it, or will by itself.</param>
/// <param name="Became">Null: nothing yet.</param>
public sealed record MailInView(
    MailInRow Row,
    string Recipients,
    string Text,
    IReadOnlyList<MailInFile> Attachments,
    IReadOnlyList<string> Problems,
    MailPile? Pile,
    MailOutcome? Became
);
