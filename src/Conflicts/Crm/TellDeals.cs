using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Registrations;
using Entente.Registrations.Contests;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Crm;

/// <summary>
/// A step of a conflict: the deals of the claims in it say so in the CRM (CON-4), once for each step. Only deals that Entente wrote: a rep's own
/// deal is the rep's.
/// </summary>
internal sealed class TellDeals(EntenteDb db, ClaimContests contests)
    : IHandle<ConflictOpened>,
        IHandle<ConflictAcknowledged>,
        IHandle<ConflictResolved>,
        IHandle<ConflictAppealAnswered>
{
    public Task Handle(ConflictOpened what, Telling telling, CancellationToken ct) => Tell(what.Conflict, ct);

    public Task Handle(ConflictAcknowledged what, Telling telling, CancellationToken ct) => Tell(what.Conflict, ct);

    public Task Handle(ConflictResolved what, Telling telling, CancellationToken ct) => Tell(what.Conflict, ct);

    // An appeal that was not upheld changes nothing there.
    public Task Handle(ConflictAppealAnswered what, Telling telling, CancellationToken ct) =>
        what.Overturned ? Tell(what.Conflict, ct) : Task.CompletedTask;

    private async Task Tell(ConflictId id, CancellationToken ct)
    {
        var one = await db.Set<ConflictCase>().AsNoTracking().Include(c => c.Sides).SingleAsync(c => c.Id == id, ct);
        // As it stands now: of two steps in a row both say the last.
        foreach (var side in one.Sides.Where(s => s.Registration is not null))
            await contests.Tell(new RegistrationId(side.Registration!.Value), one.Status.InCrm(), Words(one, side), ct);
    }

    private static string Words(ConflictCase one, CaseSide side) =>
        // What a partner complains of is between it and those who answer.
        one.Status
            is not CaseStatus.Resolved
        && one.Cause is SignalCode.FairnessComplaint
            ? $"{one.Number}: looked into."
        : one.Status is not CaseStatus.Resolved ? $"{one.Number}: {one.Cause.Words()}."
        : one.End is CaseEnd.FellAway ? $"{one.Number}: fell away, nobody competes any more."
        : one.Leader is null ? $"{one.Number}: {one.How!.Value.Words().ToLowerInvariant()}. {one.Rationale}"
        : one.Leader == side.Key ? $"{one.Number}: {side.Name} leads. {one.Rationale}"
        : $"{one.Number}: {one.Sides.Find(s => s.Key == one.Leader)?.Name} leads. {one.Rationale}";
}
