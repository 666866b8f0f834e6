using Entente.Platform.Files;
using Entente.Platform.Values;

namespace Entente.Collaboration.Threads;

/// <summary>The composer as the browser sends it.</summary>
public sealed class MessageForm
{
    public const string Name = "message";

    /// <summary>In front of the id of the partner that it is shared with.</summary>
    public const string SharedWith = "Shared:";

    public string? SubmissionId { get; set; }
    public string? Text { get; set; }

    /// <summary><c>Internal</c>, or <c>Shared:</c> and a partner's id; a partner's form has none.</summary>
    public string? Audience { get; set; }

    /// <summary>The id of a person to name; empty: nobody besides those in the text.</summary>
    public string? Mention { get; set; }

    public ReadBy? Reads =>
        Audience switch
        {
            nameof(ReadBy.Internal) => ReadBy.Internal,
            nameof(ReadBy.Shared) => ReadBy.Shared,
            { } with when with.StartsWith(SharedWith, StringComparison.Ordinal) => ReadBy.Shared,
            _ => null,
        };

    public PartnerId? With =>
        Audience?.StartsWith(SharedWith, StringComparison.Ordinal) == true
        && Ids.TryParse<PartnerId>(Audience[SharedWith.Length..], out var id)
            ? id
            : null;

    public MessageInput Input(SubjectRef about, IReadOnlyList<Upload> files) =>
        new(about, Reads, Text, SubmissionId)
        {
            With = With,
            Mention = Ids.TryParse<PersonId>(Mention, out var person) ? person : null,
            Files = files,
        };
}
