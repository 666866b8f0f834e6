using Entente.Platform.Values;

namespace Entente.Collaboration.Acting;

/// <summary>How a field of a claim is filled in.</summary>
public enum ChatFieldKind
{
    Line,
    Text,
    Date,
    Choice,
    Choices,
    Tick,
}

/// <summary>One question of the form that a partner fills in, for a chat to show.</summary>
/// <param name="Key">As it comes back, and under which a refusal names it.</param>
/// <param name="Value">What stands in it before anything is written.</param>
public sealed record ChatField(string Key, string Label, string? Hint, bool Required, ChatFieldKind Kind)
{
    public IReadOnlyList<(string Value, string Label)> Options { get; init; } = [];
    public string? Value { get; init; }
}

/// <summary>The form as this partner would see it in the portal.</summary>
public sealed record ChatForm(string Title, IReadOnlyList<ChatField> Fields);

/// <summary>That a claim was received, and nothing of what the vendor's data showed.</summary>
/// <param name="Next">What happens next and by when, in a sentence.</param>
public sealed record ChatReceipt(SubjectRef Record, string Number, string Company, string Next);

/// <summary>One of a partner's own deals; what the safelist hides is null.</summary>
public sealed record ChatDeal(string Number, string Title, string State, string Next, string Path);

/// <summary>
/// Contributed by the room that takes claims: a claim from a chat is asked for by the published form and sent in by the use case of every other channel.
/// Made from the scope of whoever acts.
/// </summary>
public interface IChatClaims
{
    /// <param name="lead">A lead, otherwise a deal.</param>
    /// <param name="partner">Whom staff register for; a partner’s own people register for theirs.</param>
    /// <param name="also">Fields that were found wanting meanwhile.</param>
    Task<Result<ChatForm>> Form(bool lead, PartnerId? partner, IReadOnlyCollection<string> also, CancellationToken ct);

    /// <summary>The same <paramref name="submission"/> again gets the first one's answer.</summary>
    Task<Result<ChatReceipt>> Send(
        bool lead,
        PartnerId? partner,
        IReadOnlyDictionary<string, string> fields,
        string submission,
        CancellationToken ct
    );

    /// <summary>The actor’s own deals, what is open first; or the one with this number. Empty for whoever has none.</summary>
    Task<IReadOnlyList<ChatDeal>> Own(string? number, CancellationToken ct);
}

/// <summary>A record that waits for a decision, as whoever acts sees it now.</summary>
/// <param name="Version">Of the record as it is shown: the decision names it, and a stale one is refused.</param>
/// <param name="MayDecide">Whether it is theirs to decide now.</param>
/// <param name="State">In a word: <c>In review</c>.</param>
public sealed record ChatDecision(string Number, int Version, string Title, string State, bool MayDecide, string Path)
{
    /// <summary>Why approving needs the page; null: the button is enough.</summary>
    public string? OnlyOnPage { get; init; }
}

/// <summary>Contributed by the room whose records are decided: buttons of a chat decide by the same use cases as its pages. Made from the scope of whoever acts.</summary>
public interface IChatDecisions
{
    /// <summary>The kind in a <see cref="SubjectRef"/>.</summary>
    string Kind { get; }

    /// <summary>Why something is declined, to choose from.</summary>
    IReadOnlyList<(string Key, string Label)> Reasons { get; }

    /// <summary>What the partner can be asked for, to choose from.</summary>
    IReadOnlyList<(string Key, string Label)> Topics { get; }

    /// <summary>Null where there is none for whoever acts.</summary>
    Task<ChatDecision?> Load(SubjectRef about, CancellationToken ct);

    /// <summary>What was done, in a sentence.</summary>
    Task<Result<string>> Approve(string number, int version, CancellationToken ct);

    /// <inheritdoc cref="Approve"/>
    /// <param name="final">Declined for good; otherwise it may be mended and sent again.</param>
    Task<Result<string>> Decline(string number, int version, string? reason, bool final, string? note, CancellationToken ct);

    /// <inheritdoc cref="Approve"/>
    Task<Result<string>> Ask(string number, int version, string? topic, string? question, CancellationToken ct);
}
