using Entente.Access;
using Entente.Pipeline;
using Entente.Plans.Model;
using Entente.Plans.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Plans.Templates;

/// <param name="Number">1: what every workspace starts with.</param>
public sealed record PublishedTemplate(PlanTemplate Template, int Number);

/// <summary>The templates as the workspace has them.</summary>
public sealed class TemplateShelf(EntenteDb db, AccessApi access)
{
    public async Task<PublishedTemplate> Of(PlanMotion motion, CancellationToken ct) =>
        await db.Set<TemplateVersion>()
            .AsNoTracking()
            .Where(v => v.Motion == motion)
            .OrderByDescending(v => v.Number)
            .FirstOrDefaultAsync(ct)
            is { } newest
            ? new(newest.Read(), newest.Number)
            : new(Rules.Templates.Standard(motion), 1);

    public async Task<IReadOnlyList<PublishedTemplate>> All(CancellationToken ct)
    {
        var all = new List<PublishedTemplate>();
        foreach (var motion in Enum.GetValues<PlanMotion>())
            all.Add(await Of(motion, ct));
        return all;
    }

    /// <summary>The versions of one, the newest first.</summary>
    public async Task<IReadOnlyList<PublishedVersion<PlanTemplate>>> History(PlanMotion motion, CancellationToken ct) =>
        [
            .. (await access.History(db.Set<TemplateVersion>().Where(v => v.Motion == motion), ct)).Select(
                v => new PublishedVersion<PlanTemplate>(v.Version.Number, v.Version.PublishedAt, v.By, v.Version.Read())
            ),
        ];
}

/// <summary>Publishes a template; plans that were made before stay as they are.</summary>
public sealed class PublishTemplate(EntenteDb db, Actor actor, TimeProvider clock)
{
    /// <param name="unread">What of the form could not be read, by field.</param>
    /// <param name="seen">The version on the page; a newer one makes it stale.</param>
    public async Task<Result<int>> Run(PlanTemplate template, IReadOnlyDictionary<string, string> unread, int seen, CancellationToken ct)
    {
        if (Refusals.MayNot(actor, Permissions.ManagePolicy) is { } forbidden)
            return forbidden;
        var wrong = unread
            .Concat(Rules.Templates.Wrong(template).Where(w => !unread.ContainsKey(w.Key)))
            .ToDictionary(StringComparer.Ordinal);
        if (wrong.Count > 0)
            return Refusals.TemplateInvalid(wrong);
        await using var held = await db.Hold([$"plan-template:{template.Motion}"], ct);
        var newest = await db.Set<TemplateVersion>().Where(v => v.Motion == template.Motion).MaxAsync(v => (int?)v.Number, ct) ?? 1;
        if (newest != seen)
            return Refusals.TemplateStale(newest);
        db.Add(TemplateVersion.Publish(newest + 1, template, actor.Person, clock.GetUtcNow()));
        await held.Save(ct);
        return newest + 1;
    }
}
