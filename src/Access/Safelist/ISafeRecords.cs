using Entente.Platform.Values;

namespace Entente.Access.Safelist;

/// <summary>
/// Contributed by whoever owns an object: its records as the safelist names their fields, before anything is taken away. For staff who ask what
/// partners see; reads with their own filters, so that nobody learns of a record by asking who else may.
/// </summary>
public interface ISafeRecords
{
    /// <summary>By the names of <see cref="SafeObjects"/>.</summary>
    string Object { get; }

    /// <summary>The permission without which staff do not see these records.</summary>
    string Permission { get; }

    /// <param name="reference">As people write it (<c>DR-1048</c>), or the record's id.</param>
    ValueTask<SafeRecord?> Find(string reference, CancellationToken ct);

    /// <summary>The latest of them, to choose from.</summary>
    ValueTask<IReadOnlyList<SafeRecordCard>> Latest(int most, CancellationToken ct);

    /// <summary>Stages in which its records may stand, for rules that name one.</summary>
    ValueTask<IReadOnlyList<string>> Stages(CancellationToken ct);
}

/// <summary>A record to choose.</summary>
public sealed record SafeRecordCard(string Reference, string Title);

/// <summary>A record before the safelist.</summary>
/// <param name="Stage">As rules name it; null: it stands in none.</param>
/// <param name="Partners">Who has a part in it; nobody else finds it at all.</param>
/// <param name="Values">By the names of the catalogue, as text; a field without a value is left out.</param>
public sealed record SafeRecord(
    string Object,
    string Reference,
    string Title,
    string? Stage,
    IReadOnlySet<PartnerId> Partners,
    IReadOnlyDictionary<string, string> Values
);
