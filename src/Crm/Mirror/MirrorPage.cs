using Entente.Crm.Model;
using Entente.Crm.Port;

namespace Entente.Crm.Mirror;

/// <summary>What one commit brings into the mirror: records and deletions of one object, and the cursor that moves with them.</summary>
internal sealed record MirrorPage(CrmConnectionId Connection, CrmObject Kind, SyncSource Source, IReadOnlyList<CrmRecord> Records)
{
    public IReadOnlyList<CrmDeletion> Deletions { get; init; } = [];

    public CursorMove? Cursor { get; init; }

    /// <summary>When the records were asked for: on the CRM's clock, at the earliest. Not known: long ago.</summary>
    public DateTimeOffset ReadAt { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>The write whose records are read back: what they show is not a state from before it.</summary>
    public CrmWriteId? ReadBackOf { get; init; }

    /// <summary>Fetches that are answered by this page: struck off unless the record was named again meanwhile.</summary>
    public IReadOnlyList<(string CrmId, long Named)> Fetched { get; init; } = [];
}

/// <summary>Where a walk goes on. <paramref name="Arrived"/>: it has come to its end.</summary>
internal sealed record CursorMove(CursorOf Walk, string? Cursor, bool Arrived, long? Total = null);

/// <summary>What became of a page.</summary>
internal sealed record MirrorOutcome(int Seen, int Changed, int Removed);

/// <summary>An id that was merged away, and who it is now.</summary>
internal readonly record struct MergedId(string Old, string Survivor);
