using Entente.Collaboration.Notifications;
using Entente.Onboarding.Model;
using Entente.Onboarding.Rules;
using Entente.Onboarding.Tell;
using Entente.Partners;
using Entente.Partners.Segments;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding.Write;

/// <summary>Staff write an agreement as a draft and publish it as its next version; at last they end it. What is published is never written over.</summary>
public sealed class ChangeAgreement(
    EntenteDb db,
    Actor actor,
    TimeProvider clock,
    Workspaces workspaces,
    Notices notices,
    SegmentsApi segments
)
{
    private const string Names = "agreement-names";

    /// <summary>Writing, publishing, accepting and ending happen one after the other.</summary>
    internal static string Key(AgreementId id) => "agreement:" + id.Value;

    /// <param name="id">Null: a new one.</param>
    /// <param name="name">Counts until the first version is published.</param>
    /// <param name="unread">What of the form could not be read, by field.</param>
    /// <param name="seen">The version of the record on the page; null: a new one.</param>
    public async Task<Result<AgreementId>> Keep(
        AgreementId? id,
        string name,
        AgreementSheet sheet,
        IReadOnlyDictionary<string, string> unread,
        int? seen,
        CancellationToken ct
    )
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        var now = clock.GetUtcNow();
        // Together with the segments that it aims at: none of them is removed at the same moment.
        await using var held = await db.Hold(
            [Names, .. id is { } known ? [Key(known)] : Array.Empty<string>(), .. sheet.For.Segments.Select(SegmentsApi.Lock)],
            ct
        );
        Agreement? agreement = null;
        if (id is { } wanted)
        {
            if (await Load(wanted, ct) is not { } found)
                return Refusals.None;
            if (found.Version != seen)
                return Refusals.Changed;
            if (found.EndedAt is not null)
                return Refusals.Ended;
            agreement = found;
        }
        var called = agreement is { Number: > 0 } ? agreement.Name : name;
        var wrong = AgreementCheck.Wrong(called, sheet);
        foreach (var (field, words) in unread)
            wrong[field] = words;
        if (await Unfit(sheet.For.Segments, ct) is { } unfit)
            wrong["segments"] = unfit;
        var key = Agreement.KeyOf(called);
        if (!wrong.ContainsKey("name") && await db.Set<Agreement>().AnyAsync(a => a.NameKey == key && a.Id != id, ct))
            wrong["name"] = "There is an agreement of this name already.";
        if (wrong.Count > 0)
            return Refusals.Invalid(wrong);
        if (agreement is null)
            db.Add(agreement = Agreement.Begin(called, sheet, actor.Person, now));
        else
            agreement.Write(called, sheet, actor.Person, now);
        await held.Save(ct);
        return agreement.Id;
    }

    /// <summary>Throws the draft away; an agreement that was never published goes with it.</summary>
    /// <returns>Whether the agreement is still there.</returns>
    public async Task<Result<bool>> Discard(AgreementId id, int seen, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold([Key(id)], ct);
        if (await Load(id, ct) is not { } agreement)
            return Refusals.None;
        if (agreement.Version != seen)
            return Refusals.Changed;
        if (agreement.Draft is null)
            return Refusals.NoDraft;
        var stays = agreement.Number > 0;
        if (stays)
            agreement.Discard();
        else
            db.Remove(agreement);
        await held.Save(ct);
        return stays;
    }

    /// <summary>The draft becomes the next version; those who may accept it are told.</summary>
    /// <returns>Its number.</returns>
    public async Task<Result<int>> Publish(AgreementId id, int seen, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold([Key(id)], ct);
        if (await Load(id, ct) is not { } agreement)
            return Refusals.None;
        if (agreement.Version != seen)
            return Refusals.Changed;
        if (agreement.EndedAt is not null)
            return Refusals.Ended;
        if (agreement.ReadDraft() is not { } draft)
            return Refusals.NoDraft;
        var now = clock.GetUtcNow();
        var today = (await workspaces.Get(db.Workspace, ct)).DayOf(now);
        var newest = (await AgreementVersion.Terms(db, [id], ct))[id].MaxBy(v => v.Number);
        var wrong = AgreementCheck.NotReady(agreement.Name, draft, newest, today);
        if (wrong.Count > 0)
            return Refusals.NotReady(wrong);
        db.Add(agreement.Publish(today, actor.Person, now));
        await db.EnqueueOnce(new TellAgreement(id), id.Value.ToString("N"), ct);
        await held.Save(ct);
        return agreement.Number;
    }

    /// <summary>From now on nobody is asked for it and nothing waits for it. What was accepted stays on record.</summary>
    public async Task<Result> End(AgreementId id, int seen, string? why, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        if (TypedText.Line(why) is not { Length: > 0 and <= AgreementCheck.LongestNote } reason)
            return Refusals.NoReason;
        await using var held = await db.Hold([Key(id)], ct);
        if (await Load(id, ct) is not { } agreement)
            return Refusals.None;
        if (agreement.Version != seen)
            return Refusals.Changed;
        if (agreement.EndedAt is not null)
            return Refusals.Ended;
        if (agreement.Number == 0)
            return Refusals.NotPublished;
        agreement.End(reason, actor.Person, clock.GetUtcNow());
        db.Because(reason);
        // What still waits to be told asks nobody any more.
        await notices.Withdraw(id.Subject, ct);
        await held.Save(ct);
        return Result.Done;
    }

    // An agreement is accepted for a company: people are no audience of it.
    private async Task<string?> Unfit(IReadOnlyList<SegmentId> aimed, CancellationToken ct)
    {
        var found = await segments.Named(aimed, ct);
        return aimed.Any(s => !found.ContainsKey(s)) ? "A segment that it aims at was removed meanwhile. Choose another one, or none."
            : found.Values.FirstOrDefault(s => s.Of is SegmentOf.People) is { } people
                ? $"“{people.Name}” is a segment of people. Agreements are accepted for a whole company: choose a segment of partners."
            : null;
    }

    private Task<Agreement?> Load(AgreementId id, CancellationToken ct) => db.Set<Agreement>().SingleOrDefaultAsync(a => a.Id == id, ct);
}
