using Entente.Platform.Data;
using Entente.Registrations.Rules;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Promises;

/// <summary>A promise as a page shows it.</summary>
/// <param name="Left">By the calendar of the vendor; negative once it is over.</param>
public sealed record PromiseLine(
    PromiseKind Kind,
    PromiseStanding Standing,
    DateTimeOffset Began,
    DateTimeOffset Due,
    DateTimeOffset? Done,
    TimeSpan Left,
    TimeSpan Promise
);

/// <summary>Promises beside a registration, on both sides the same: it is the vendor's own word to this partner.</summary>
internal sealed class BesidePromises(EntenteDb db, ClaimWorld world, TimeProvider clock) : IClaimBeside
{
    private const int Shown = 6;

    public ValueTask<RenderFragment?> ForStaff(RegistrationId claim, string slug, CancellationToken ct) => Card(claim, ct);

    public ValueTask<RenderFragment?> ForPartner(RegistrationId claim, string here, CancellationToken ct) => Card(claim, ct);

    private async ValueTask<RenderFragment?> Card(RegistrationId claim, CancellationToken ct)
    {
        var promises = await db.Set<WorkingPromise>()
            .AsNoTracking()
            .Where(p => p.RegistrationId == claim)
            .OrderByDescending(p => p.BeganAt)
            .Take(Shown)
            .ToListAsync(ct);
        if (promises.Count == 0)
            return null;
        var (calendar, now) = ((await world.Terms(ct)).Calendar, clock.GetUtcNow());
        IReadOnlyList<PromiseLine> lines =
        [
            .. promises.Select(p => new PromiseLine(
                p.Kind,
                p.AsRun().At(now),
                p.BeganAt,
                p.DueAt,
                p.DoneAt,
                calendar.Remaining(p.BeganAt, TimeSpan.FromHours(p.Hours), now),
                TimeSpan.FromHours(p.Hours)
            )),
        ];
        return builder =>
        {
            builder.OpenComponent<PromiseCard>(0);
            builder.AddAttribute(1, nameof(PromiseCard.Lines), lines);
            builder.CloseComponent();
        };
    }
}
