using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Crm;
using Entente.Registrations.Promises;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Report;

/// <param name="On">The day of the meeting or the proposal; null: today. Not in the future.</param>
/// <param name="Words">How it goes; needed for a mere update.</param>
public sealed record ReportInput(string Number, ProgressKind Kind, DateOnly? On, string? Words);

/// <summary>
/// The partner says how it goes. Any word ends its silence; a meeting held or a proposal sent is evidence, and extends a protection that is
/// near its end. The same report sent twice is kept once.
/// </summary>
public sealed class ReportProgress
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly ClaimWorld world;
    private readonly CrmSide crm;
    private readonly PromiseBook promises;

    internal ReportProgress(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world, CrmSide crm, PromiseBook promises) =>
        (this.db, this.actor, this.clock, this.world, this.crm, this.promises) = (db, actor, clock, world, crm, promises);

    /// <summary>How many days longer the protection is by it; 0: as before.</summary>
    public async Task<Result<int>> Run(ReportInput input, CancellationToken ct)
    {
        if (Partnering.MayNot(actor, PartnerRights.Answer) is { } forbidden)
            return forbidden;
        var (terms, now) = (await world.Terms(ct), clock.GetUtcNow());
        var (words, today) = (ClaimReader.Lines(input.Words), terms.Calendar.DateAt(now));
        var on = input.On ?? today;
        if (
            Faults.Of(
                input.Kind is ProgressKind.StageAdvanced || !Enum.IsDefined(input.Kind) ? Refusals.NoProgressKind : null,
                on > today || on < today.AddDays(-terms.Policy.Extending.FreshDays) ? Refusals.NoProgressDay(terms.Policy.Extending) : null,
                words is null && input.Kind is ProgressKind.Update || words?.Length > Refusals.LongestNote ? Refusals.NoProgressWords : null
            ) is
            { } wrong
        )
            return wrong;

        await using var desk = await Desk.Take(db, input.Number, ct);
        if (desk is null)
            return Refusals.NotFound;
        var registration = desk.Registration;
        if (Partnering.NotProtected(registration, now) is { } late)
            return late;
        if (registration.Progress.MaxBy(p => p.At) is { } last && last.Kind == input.Kind && last.On == on && last.Words == words)
            return 0;
        var used = registration.ExtensionsUsed;
        registration.Report(input.Kind, on, words, actor.Person, terms, now);
        if (input.Kind is ProgressKind.MeetingHeld)
            await promises.OfMeeting(registration, now, ct);
        var said = string.Join("\n", new[] { $"{input.Kind.Words()}, {Words.Day(on)}", words }.OfType<string>());
        await crm.RequestTold(registration, $"told-{registration.Progress.Count}", input.Kind.Words().ToLowerInvariant(), said, now, ct);
        var longer = registration.ExtensionsUsed > used;
        if (longer)
            await crm.RequestExtended(registration, terms.Zone, now, ct);
        await desk.Save(ct);
        return longer ? terms.Policy.Extending.Days : 0;
    }
}
