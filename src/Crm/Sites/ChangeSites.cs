using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Sites;

/// <param name="Proves">True: take it off the shipped list; false: put it on the list.</param>
public sealed record SiteInput(string? Host, bool Proves, string? Why);

/// <summary>
/// Somebody changes the list of sites that prove nothing, and says why. It holds from the next look at a claim on; the mirror's keys, duplicates and the claims
/// that it concerns follow (<see cref="SitesChanged"/>).
/// </summary>
public sealed class ChangeSites(EntenteDb db, Actor actor, TimeProvider clock)
{
    public const int LongestWhy = 500;
    public const int Most = 1000;
    private const string Lock = "crm:sites";

    public async Task<Result> Say(SiteInput input, CancellationToken ct)
    {
        if (MayNot)
            return Forbidden;
        await using var held = await db.Hold([Lock], ct);
        var sites = await SiteBook.Of(db, ct);
        var (host, wrong) = (Domain.HostOf(input.Host), new Dictionary<string, string>(StringComparer.Ordinal));
        if (Why(input.Why) is { } unfit)
            wrong["why"] = unfit;
        if (host is null)
            wrong["host"] = "Write a site like acme-hosting.com, or an address there.";
        else if (sites.Prove.Concat(sites.ProveNothing).Contains(host))
            wrong["host"] = $"{host} is changed already. Take that back first.";
        else if (Domain.OfCompany(host, sites) is null != input.Proves)
            wrong["host"] = input.Proves ? $"{host} is not on the list: it proves already." : $"{host} is on the list already.";
        else if (input.Proves && Domain.Of(host) is { } whole && whole.Value != host)
            wrong["host"] = $"A page below {whole.Value} is no company’s site: whoever has another page there would be the same company.";
        else if (sites.Prove.Count + sites.ProveNothing.Count >= Most)
            wrong["host"] = $"No more than {Most} changes are kept.";
        if (wrong.Count > 0)
            return Problem.Invalid("sites.invalid", "Some fields need a second look. Nothing you typed is lost.", wrong);
        db.Add(SiteChoice.Say(host!, input.Proves, input.Why!.Trim(), actor.Person, clock.GetUtcNow()));
        await held.Save(ct);
        return Result.Done;
    }

    /// <summary>The shipped list holds again for this host.</summary>
    public async Task<Result> TakeBack(SiteChoiceId id, string? why, CancellationToken ct)
    {
        if (MayNot)
            return Forbidden;
        if (Why(why) is { } unfit)
            return Problem.Invalid("sites.invalid", "why", unfit);
        await using var held = await db.Hold([Lock], ct);
        if (await db.Set<SiteChoice>().SingleOrDefaultAsync(s => s.Id == id && s.RevokedAt == null, ct) is not { } choice)
            return Problem.Conflict("sites.gone", "Somebody took this back already. What you see here is up to date.");
        choice.TakeBack(why!.Trim(), actor.Person, clock.GetUtcNow());
        await held.Save(ct);
        return Result.Done;
    }

    private bool MayNot => actor.Kind is not ActorKind.Staff || !actor.May(Permissions.ManagePolicy);

    private static string? Why(string? why) =>
        string.IsNullOrWhiteSpace(why) ? "Say why, for whoever asks later."
        : why.Trim().Length > LongestWhy ? $"Say why in up to {LongestWhy} characters."
        : null;

    private static Problem Forbidden => Problem.Forbidden("sites.may_not", "Your role does not change which sites prove nothing.");
}
