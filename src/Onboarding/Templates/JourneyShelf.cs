using Entente.Access;
using Entente.Onboarding.Model;
using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding.Templates;

/// <param name="Number">1: what every workspace starts with.</param>
public sealed record PublishedJourney(JourneyTemplate Template, int Number);

/// <summary>What partners of each type go through, as the workspace has it.</summary>
public sealed class JourneyShelf(EntenteDb db)
{
    public async Task<PublishedJourney> Of(PartnerType type, CancellationToken ct) =>
        await db.Set<JourneyTemplateVersion>()
            .AsNoTracking()
            .Where(v => v.Type == type)
            .OrderByDescending(v => v.Number)
            .FirstOrDefaultAsync(ct)
            is { } newest
            ? new(newest.Read(), newest.Number)
            : new(JourneyTemplate.Standard(type), 1);

    public async Task<IReadOnlyList<PublishedJourney>> All(CancellationToken ct)
    {
        var newest = await db.Set<JourneyTemplateVersion>()
            .AsNoTracking()
            .Where(v => !db.Set<JourneyTemplateVersion>().Any(w => w.Type == v.Type && w.Number > v.Number))
            .ToDictionaryAsync(v => v.Type, ct);
        return
        [
            .. Enum.GetValues<PartnerType>()
                .Select(type =>
                    newest.TryGetValue(type, out var own)
                        ? new PublishedJourney(own.Read(), own.Number)
                        : new(JourneyTemplate.Standard(type), 1)
                ),
        ];
    }
}

/// <summary>Publishes a template; journeys that run stay as they are.</summary>
public sealed class PublishJourney(EntenteDb db, Actor actor, TimeProvider clock)
{
    /// <param name="unread">What of the form could not be read, by field.</param>
    /// <param name="seen">The version on the page; a newer one makes it stale.</param>
    public async Task<Result<int>> Run(JourneyTemplate template, IReadOnlyDictionary<string, string> unread, int seen, CancellationToken ct)
    {
        if (Refusals.MayNotOnboard(actor, Permissions.ManagePolicy) is { } forbidden)
            return forbidden;
        var wrong = unread.Concat(JourneyCheck.Wrong(template).Where(w => !unread.ContainsKey(w.Key))).ToDictionary(StringComparer.Ordinal);
        if (wrong.Count > 0)
            return Refusals.TemplateInvalid(wrong);
        await using var held = await db.Hold([$"journey-template:{template.Type}"], ct);
        var newest = await db.Set<JourneyTemplateVersion>().Where(v => v.Type == template.Type).MaxAsync(v => (int?)v.Number, ct) ?? 1;
        if (newest != seen)
            return Refusals.TemplateStale(newest);
        db.Add(JourneyTemplateVersion.Publish(newest + 1, template, actor.Person, clock.GetUtcNow()));
        await held.Save(ct);
        return newest + 1;
    }
}
