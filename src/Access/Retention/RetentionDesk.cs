using Entente.Access.Privacy;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Privacy;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Retention;

/// <summary>One kind with its rule, and what the next run would touch if it were on.</summary>
public sealed record RetentionLine(RetentionKind Kind, int Days, bool On, RetentionLook Next);

/// <summary>What is asked for one kind; days as typed.</summary>
public sealed record RetentionInput(string Kind, string? Days, bool On);

/// <summary>Shows and changes how long things are kept.</summary>
public sealed class RetentionDesk(EntenteDb db, Actor actor, IEnumerable<IRetention> rooms, RetentionRows rows, TimeProvider clock)
{
    /// <summary>Every kind; nothing is changed by looking.</summary>
    public async Task<IReadOnlyList<RetentionLine>> List(CancellationToken ct)
    {
        if (!actor.May(Permissions.ManagePrivacy))
            return [];
        var lines = new List<RetentionLine>();
        foreach (var (kind, days, on) in await Rules(ct))
            lines.Add(new(kind, days, on, await rows.Look(kind, RetentionRules.Cutoff(clock.GetUtcNow(), days), ct)));
        return lines;
    }

    /// <summary>Sets them all. Refused: without the permission, days that are no number from 1 to 3650, beside the kind's field.</summary>
    public async Task<Result> Set(IReadOnlyList<RetentionInput> asked, CancellationToken ct)
    {
        if (PrivacyFaults.MayNot(actor) is { } forbidden)
            return forbidden;
        var kinds = (await Rules(ct)).ToDictionary(r => r.Kind.Key, StringComparer.Ordinal);
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        var now = clock.GetUtcNow();
        foreach (var input in asked.Where(i => kinds.ContainsKey(i.Kind)))
        {
            if (
                !int.TryParse(
                    input.Days,
                    System.Globalization.NumberStyles.None,
                    System.Globalization.CultureInfo.InvariantCulture,
                    out var days
                ) || !RetentionRules.Fits(days)
            )
            {
                wrong["days:" + input.Kind] = $"Give days, {RetentionRules.Least} to {RetentionRules.Most}.";
                continue;
            }
            var (_, was, on) = kinds[input.Kind];
            if ((was, on) == (days, input.On))
                continue;
            if (await db.Set<RetentionRule>().SingleOrDefaultAsync(r => r.Kind == input.Kind, ct) is not { } rule)
                db.Add(rule = RetentionRule.Of(input.Kind, now));
            rule.Become(days, input.On, actor.Person, now);
        }
        if (wrong.Count > 0)
            return Problem.Invalid("retention.days", "Some fields need a second look. Nothing you typed is lost.", wrong);
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    internal async Task<IReadOnlyList<(RetentionKind Kind, int Days, bool On)>> Rules(CancellationToken ct)
    {
        var set = await db.Set<RetentionRule>().AsNoTracking().ToDictionaryAsync(r => r.Kind, ct);
        return
        [
            .. rooms
                .SelectMany(r => r.Kinds)
                .Select(k => set.TryGetValue(k.Key, out var rule) ? (k, rule.Days, rule.On) : (k, k.Days, k.On)),
        ];
    }
}

/// <summary>Once a day forgets what the rules say, batch by batch; what a run leaves the next one finds.</summary>
internal sealed class ForgetByRules(RetentionDesk desk, RetentionRows rows) : IScheduled
{
    private const int MostBatches = 400;

    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        foreach (var (kind, days, _) in (await desk.Rules(ct)).Where(r => r.On))
            for (var batch = 0; batch < MostBatches; batch++)
                if (await rows.Forget(kind, RetentionRules.Cutoff(now, days), ct) < RetentionRows.Batch)
                    break;
    }
}
