using Entente.Platform.Values;

namespace Entente.Partners;

/// <summary>
/// Filled by a higher room: what is still open there with a partner that is to end (PTN-4). It counts all of it, whoever asks, for a decision hangs on the
/// number; it names what the reader may read. Called one after the other.
/// </summary>
public interface ILeavingCheck
{
    Task<LeavingLine> Of(PartnerId partner, CancellationToken ct);
}

/// <summary>One line of the checklist before a partner ends.</summary>
/// <param name="Order">Smaller stands higher.</param>
/// <param name="What">One of it: <c>claim</c>.</param>
/// <param name="Plural">Several of it: <c>claims</c>.</param>
/// <param name="Open">How many there are.</param>
/// <param name="Items">Those that are named: some of them, and none to whoever may not read them.</param>
/// <param name="Then">What becomes of it when the partner is ended all the same; a sentence.</param>
/// <param name="AllHref">Where the reader finds all of it; null: nowhere.</param>
public sealed record LeavingLine(
    int Order,
    string What,
    string Plural,
    int Open,
    IReadOnlyList<LeavingItem> Items,
    string Then,
    string? AllHref
)
{
    /// <summary>How many a room names at most.</summary>
    public const int MostItems = 5;
}

/// <param name="Title"><c>DR-1048 · Northwind Foods</c>.</param>
/// <param name="Note">Where it stands: <c>In review</c>.</param>
public sealed record LeavingItem(string Title, string Href, string Note);
