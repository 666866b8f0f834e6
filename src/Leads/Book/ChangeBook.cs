using Entente.Access;
using Entente.Leads.Model;
using Entente.Leads.Route;
using Entente.Leads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Leads.Book;

/// <summary>Keeps, discards and publishes the draft of the rules. A draft may be unfinished; what is published may not.</summary>
public sealed class ChangeBook
{
    private const string Key = "vendor-lead-rules";
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly RoutingDesk desk;

    internal ChangeBook(EntenteDb db, Actor actor, TimeProvider clock, RoutingDesk desk) =>
        (this.db, this.actor, this.clock, this.desk) = (db, actor, clock, desk);

    /// <param name="seen">The draft's version on the page; null: there was none.</param>
    /// <param name="unread">What of the form could not be read, by field.</param>
    public async Task<Result> Keep(LeadBook book, IReadOnlyDictionary<string, string> unread, int? seen, CancellationToken ct)
    {
        if (Refusals.MayNot(actor, Permissions.ManageLeadRules) is { } forbidden)
            return forbidden;
        if (unread.Count > 0)
            return Refusals.Invalid(unread);
        await using var held = await db.Hold([Key], ct);
        var draft = await db.Set<LeadBookDraft>().SingleOrDefaultAsync(ct);
        if (draft?.Version != seen)
            return Refusals.RulesChanged;
        if (draft is null)
            db.Add(LeadBookDraft.Begin(await Newest(ct), book, actor.Person, clock.GetUtcNow()));
        else
            draft.Change(book, actor.Person, clock.GetUtcNow());
        await held.Save(ct);
        return Result.Done;
    }

    public async Task<Result> Discard(int seen, CancellationToken ct)
    {
        if (Refusals.MayNot(actor, Permissions.ManageLeadRules) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold([Key], ct);
        if (await db.Set<LeadBookDraft>().SingleOrDefaultAsync(ct) is not { } draft || draft.Version != seen)
            return Refusals.RulesChanged;
        db.Remove(draft);
        await held.Save(ct);
        return Result.Done;
    }

    /// <summary>Publishes the draft as the next version; it counts for every decision from now on.</summary>
    public async Task<Result<int>> Publish(int seen, string? note, CancellationToken ct)
    {
        if (Refusals.MayNot(actor, Permissions.ManageLeadRules) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold([Key], ct);
        if (await db.Set<LeadBookDraft>().SingleOrDefaultAsync(ct) is not { } draft || draft.Version != seen)
            return Refusals.RulesChanged;
        if (await Newest(ct) is var newest && newest != draft.BasedOn)
            return Refusals.RulesStale(newest);
        var (book, now) = (draft.Read(), clock.GetUtcNow());
        var wrong = BookCheck.Wrong(book, await desk.Partners(book, now, ct));
        if (wrong.Count > 0)
            return Refusals.RulesInvalid(wrong);
        var words = TypedText.Line(note);
        if (words.Length > LeadsModel.LongestWhy)
            return Refusals.NoWhy;
        db.Remove(draft);
        db.Add(LeadBookVersion.Publish(newest + 1, book, words, actor.Person, now));
        await held.Save(ct);
        return newest + 1;
    }

    private async Task<int> Newest(CancellationToken ct) => await db.Set<LeadBookVersion>().MaxAsync(v => (int?)v.Number, ct) ?? 0;
}
