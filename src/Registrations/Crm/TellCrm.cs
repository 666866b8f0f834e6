using Entente.Crm;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Crm;

/// <summary>
/// What becomes of a claim after its approval stands in the CRM too: its status on the deal and a line on the timeline, once per change.
/// A claim that never reached the CRM changes nothing there.
/// </summary>
internal sealed class TellCrm(EntenteDb db, CrmApi crm, TimeProvider clock)
    : IHandle<RegistrationWithdrawn>,
        IHandle<RegistrationExpired>,
        IHandle<DealWon>,
        IHandle<DealLost>
{
    public Task Handle(RegistrationWithdrawn what, Telling telling, CancellationToken ct) =>
        Tell(r => r.Id == what.Registration, "Withdrawn", ct);

    public Task Handle(RegistrationExpired what, Telling telling, CancellationToken ct) =>
        Tell(r => r.Id == what.Registration, what.Released ? "Released" : "Expired", ct);

    public Task Handle(DealWon what, Telling telling, CancellationToken ct) =>
        Tell(r => r.OpportunityId == what.Opportunity.Value, "Won", ct);

    public Task Handle(DealLost what, Telling telling, CancellationToken ct) =>
        Tell(r => r.OpportunityId == what.Opportunity.Value, "Lost", ct);

    private async Task Tell(System.Linq.Expressions.Expression<Func<Registration, bool>> which, string status, CancellationToken ct)
    {
        if (await crm.Connection(ct) is not { } connection)
            return;
        foreach (var registration in await db.Set<Registration>().AsNoTracking().Where(which).ToListAsync(ct))
        {
            var key = ClaimWrite.DealKey(registration.Id);
            if (await crm.CrmIdOf(connection.Id, CrmObject.Deal, key, ct) is { } deal)
                crm.Stage(connection.Id, StatusWrite.Of(registration.Id, registration.Number, key, deal, status, clock.GetUtcNow()));
        }
    }
}

/// <summary>A change of a claim's status as records of the CRM. Pure.</summary>
internal static class StatusWrite
{
    public const string SubjectKind = "registration_status";

    public static CrmWriteBack Of(RegistrationId id, string number, string key, string deal, string status, DateTimeOffset now) =>
        new(
            // Not the claim itself: what is bound when the claim was written is not bound again.
            new(SubjectKind, id.Value),
            [
                new(CrmObject.Deal, key, deal, new Dictionary<string, string?> { [EntenteFields.RegistrationStatus] = status }, []),
                new(
                    CrmObject.Note,
                    $"note-{id.Value:N}-{status.ToLowerInvariant()}",
                    null,
                    new Dictionary<string, string?>
                    {
                        [CrmFields.Subject] = $"{number}: {Words(status)}",
                        [CrmFields.Body] = $"The registration {number} is now {Words(status)}.",
                        [CrmFields.At] = Canonical.Instant(now),
                    },
                    [new(CrmObject.Deal, EntenteId: key)]
                ),
            ]
        );

    private static string Words(string status) => status.ToLowerInvariant();
}
