using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Platform.Tenancy;

/// <summary>
/// Finds workspaces by address or id, and creates them. Cards are kept for a few seconds: slug and id of a workspace never change, but it may be
/// taken out of the house while we run.
/// </summary>
public sealed partial class Workspaces(IServiceScopeFactory scopes, ModuleList modules, TimeProvider clock)
{
    /// <summary>After this time no node shows a workspace that is gone.</summary>
    public static readonly TimeSpan Good = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (WorkspaceCard Card, long At)> bySlug = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<WorkspaceId, (WorkspaceCard Card, long At)> byId = new();

    /// <summary>The workspace at <c>/w/{slug}</c>, or null.</summary>
    public async Task<WorkspaceCard?> Find(string slug, CancellationToken ct)
    {
        if (bySlug.TryGetValue(slug, out var known) && Fresh(known.At))
            return known.Card;
        return (await Load(w => w.Slug == slug, ct)).SingleOrDefault();
    }

    public async Task<WorkspaceCard> Get(WorkspaceId id, CancellationToken ct)
    {
        if (byId.TryGetValue(id, out var known) && Fresh(known.At))
            return known.Card;
        return (await Load(w => w.Id == id, ct)).Single();
    }

    public Task<IReadOnlyList<WorkspaceCard>> All(CancellationToken ct) => Load(_ => true, ct);

    /// <summary>Creates a workspace and starts its schedules. Refused: a slug that is taken or cannot stand in an address.</summary>
    public async Task<Result<WorkspaceCard>> Create(
        string slug,
        string name,
        string timeZone,
        string currency,
        int brandHue,
        CancellationToken ct
    )
    {
        if (WhyNot(slug, name, timeZone, currency) is { } invalid)
            return invalid;
        if (await Find(slug, ct) is not null)
            return Problem.Invalid("workspace.slug_taken", "slug", "This address is already taken.");

        var now = clock.GetUtcNow();
        var workspace = Workspace.Create(slug, name.Trim(), timeZone, currency, Math.Clamp(brandHue, 0, 360), now);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(workspace.Id, Channel.Console));
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        db.Add(workspace);
        foreach (var schedule in modules.All.SelectMany(m => m.Schedules))
            db.Add(schedule.FirstRun(workspace.Id, now));
        await db.SaveChangesAsync(ct);
        return Remember(new(workspace.Id, slug, workspace.Name, timeZone, currency, workspace.BrandHue, ""));
    }

    /// <summary>Notes where the operator says that its data lies; empty takes the note away.</summary>
    public async Task<Result> Label(WorkspaceId id, string residency, CancellationToken ct)
    {
        var text = residency.Trim();
        if (text.Length > 60 || text.Any(char.IsControl))
            return Problem.Invalid("workspace.residency", "residency", "Say in up to 60 characters where the data lies.");
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(id, Channel.Console));
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var workspace = await db.Set<Workspace>().SingleAsync(w => w.Id == id, ct);
        db.Witness("workspace.labelled", new("workspace", id.Value), ("residency", workspace.Residency, text));
        workspace.Label(text);
        await db.SaveChangesAsync(ct);
        Forget(workspace);
        return Result.Done;
    }

    /// <summary>Gives the actor's workspace another name and hue. Other nodes show it within <see cref="Good"/>.</summary>
    /// <param name="hue">0 to 360, see <see cref="WorkspaceCard.BrandHue"/>.</param>
    public async Task<Result> Look(EntenteDb db, string name, int hue, CancellationToken ct)
    {
        if (WhyNotCalled(name) is { } invalid)
            return invalid;
        ArgumentOutOfRangeException.ThrowIfNegative(hue);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hue, 360);
        var id = db.Workspace;
        var workspace = await db.Set<Workspace>().SingleAsync(w => w.Id == id, ct);
        db.Witness(
            "workspace.look",
            new("workspace", id.Value),
            ("name", workspace.Name, name.Trim()),
            ("hue", Text(workspace.BrandHue), Text(hue))
        );
        workspace.Look(name.Trim(), hue);
        await db.SaveChangesAsync(ct);
        Forget(workspace);
        return Result.Done;
    }

    /// <summary>All that is wrong with a new workspace's details, or null: for use cases that must know before they begin.</summary>
    public static Problem? WhyNot(string slug, string name, string timeZone, string currency) =>
        Faults.Of(
            WhyNotCalled(name),
            SlugShape().IsMatch(slug)
                ? null
                : Problem.Invalid("workspace.slug", "slug", "Use 2 to 40 lower-case letters, digits and dashes, starting with a letter."),
            TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _)
                ? null
                : Problem.Invalid("workspace.time_zone", "timeZone", "Name an IANA time zone, such as Europe/Berlin."),
            Currencies.Knows(currency)
                ? null
                : Problem.Invalid("workspace.currency", "currency", "Name an ISO currency that is in use, such as EUR.")
        );

    private static Problem? WhyNotCalled(string name) =>
        name.Trim().Length is 0 or > 100 || name.Any(char.IsControl)
            ? Problem.Invalid("workspace.name", "name", "Give the company's name, up to 100 characters.")
            : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Forget(Workspace workspace)
    {
        byId.TryRemove(workspace.Id, out _);
        bySlug.TryRemove(workspace.Slug, out _);
    }

    private async Task<IReadOnlyList<WorkspaceCard>> Load(
        System.Linq.Expressions.Expression<Func<Workspace, bool>> which,
        CancellationToken ct
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var cards = await db.Set<Workspace>()
            .Where(which)
            .OrderBy(w => w.Id)
            .Select(w => new WorkspaceCard(w.Id, w.Slug, w.Name, w.TimeZone, w.Currency, w.BrandHue, w.Residency))
            .ToListAsync(ct);
        return [.. cards.Select(Remember)];
    }

    private WorkspaceCard Remember(WorkspaceCard card)
    {
        // Real time: how long ago this node asked, whatever the app's clock says.
        var at = TimeProvider.System.GetTimestamp();
        bySlug[card.Slug] = (card, at);
        byId[card.Id] = (card, at);
        return card;
    }

    private static bool Fresh(long at) => TimeProvider.System.GetElapsedTime(at) < Good;

    [GeneratedRegex("^[a-z][a-z0-9-]{1,39}$", RegexOptions.NonBacktracking)]
    private static partial Regex SlugShape();
}
