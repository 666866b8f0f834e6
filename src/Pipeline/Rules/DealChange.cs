using Entente.Platform.Values;

namespace Entente.Pipeline.Rules;

/// <summary>What a record of the CRM means for the opportunity we know. The CRM always wins; only age is asked for.</summary>
/// <param name="Apply">The record is at least as new as what we have.</param>
/// <param name="StageChanged">It stands in another stage than before.</param>
/// <param name="Won">It has just been won.</param>
/// <param name="Lost">It has just been lost.</param>
internal readonly record struct DealChange(bool Apply, bool StageChanged, bool Won, bool Lost)
{
    /// <summary>It has just gone: deleted in the CRM. Neither won nor lost by it, because it may come back.</summary>
    public bool Gone { get; init; }

    /// <summary>It has just come back from the CRM's recycle bin.</summary>
    public bool Back { get; init; }

    /// <summary>It was closed before, and what counts of that is something else now: its amount, the day it closed, or that it is open again.</summary>
    public bool Mended { get; init; }

    public static DealChange None => default;

    /// <summary>What we know of an opportunity that matters here.</summary>
    /// <param name="ModifiedAt">The CRM's stamp of what we hold; null when the row stands only for a deal that we wrote ourselves.</param>
    internal readonly record struct Known(string StageId, OpportunityState State, bool Deleted, DateTimeOffset? ModifiedAt)
    {
        public Worth Worth { get; init; }
    }

    /// <summary>What a closed deal counts by.</summary>
    internal readonly record struct Worth(Money? Amount, DateOnly? CloseDate);

    /// <summary>A deal that was closed before we first saw it is history: nobody is told, unless a partner waits for it.</summary>
    public static DealChange Between(
        Known? known,
        string stageId,
        OpportunityState state,
        bool deleted,
        DateTimeOffset modifiedAt,
        Worth worth = default
    )
    {
        if (known is not { } before)
            return new(Apply: !deleted, StageChanged: false, Won: false, Lost: false);
        if (modifiedAt < before.ModifiedAt)
            return None;
        if (deleted)
            return new(Apply: !before.Deleted, StageChanged: false, Won: false, Lost: false) { Gone = !before.Deleted };

        var moved = before.ModifiedAt is not null && !string.Equals(before.StageId, stageId, StringComparison.Ordinal);
        var closed = before.State != state;
        return new(
            Apply: true,
            StageChanged: moved,
            Won: closed && state is OpportunityState.Won,
            Lost: closed && state is OpportunityState.Lost
        )
        {
            Back = before.Deleted,
            // That it was won or lost just now, gone or back, is told by itself.
            Mended =
                before is { State: not OpportunityState.Open, Deleted: false }
                && (state is OpportunityState.Open || (!closed && before.Worth != worth)),
        };
    }
}
