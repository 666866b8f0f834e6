using Entente.Access.Safelist;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Collaboration.Threads;

/// <summary>
/// Who reads what is said or agreed: nobody but staff, or one partner as well. Staff say with which partner, though there be one only: it may be
/// another one by the time it arrives. What a partner's person says is shared with their own partner, whatever a form says.
/// </summary>
internal sealed class ResolveAudience(Actor actor, Fields fields)
{
    /// <returns>The side it is shared with, null: it is internal; or why it cannot be said so.</returns>
    public async Task<(ThreadSide? Side, Problem? Problem)> Run(ThreadPlace place, ReadBy? said, PartnerId? with, CancellationToken ct)
    {
        if (!actor.IsStaff)
            return actor.Partner is { } own && place.Side(own) is { } theirs && ThreadPlace.Opens(await fields.For(actor, ct))
                ? (theirs, null)
                : (null, Refusals.NoThread);
        if (said is ReadBy.Internal)
            return (null, null);
        if (said is null || (with is null && place.Sides.Count > 0))
            return (null, Refusals.NoAudience);
        if (place.Sides.Count == 0)
            return (null, Refusals.NotShared);
        if (place.Side(with!.Value) is not { } side)
            return (null, Refusals.NoAudience);
        // Staff share what some of that partner's people read.
        return ThreadPlace.Opens(await fields.ForPartner(side.Partner, side.Submitter, ct)) ? (side, null) : (null, Refusals.NotShared);
    }
}
