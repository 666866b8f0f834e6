using Entente.Access;
using Entente.Conflicts.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Contests;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Appeal;

/// <summary>A partner appeals against how a conflict was settled, within the days that the policy gives, once for each decision.</summary>
public sealed class AppealCase(EntenteDb db, Actor actor, TimeProvider clock, ClaimContests contests)
{
    public async Task<Result> Run(RegistrationId claim, string? words, CancellationToken ct)
    {
        if (Refusals.NotPartner(actor, PartnerRights.Appeal) is { } forbidden)
            return forbidden;
        var text = TypedText.Lines(words);
        if (text.Length is 0 or > Refusals.LongestText)
            return Refusals.NoAppealWords;
        // A letter is found by its claim, which restricted collaboration may hide.
        if (actor.OwnOnly && (await contests.These([claim], ct)).Count == 0)
            return Refusals.NoLetter;
        // The partner filter holds: only its own letters are found.
        var mine = await db.Set<CaseLetter>()
            .AsNoTracking()
            .Where(l => l.Registration == claim.Value)
            .OrderByDescending(l => l.At)
            .ThenByDescending(l => l.Decision)
            .FirstOrDefaultAsync(ct);
        if (mine is null)
            return Refusals.NoLetter;
        await using var desk = await CaseDesk.Take(db, mine.CaseId, ct);
        var (one, now) = (desk.Case, clock.GetUtcNow());
        if (one.Appeals.Find(a => a.Letter == mine.Id) is { } before)
            return before.Words == text ? Result.Done : Refusals.AppealedOnce;
        if (one.IsOpen || mine.Decision != one.DecisionNo)
            return Refusals.NoLetter;
        if (now >= mine.AppealUntil)
            return Refusals.AppealTooLate;
        one.Appeal(one.Letters.Single(l => l.Id == mine.Id), text, actor.Person, await contests.Terms(ct), now);
        await desk.Save(ct);
        return Result.Done;
    }
}

/// <summary>
/// Answers an appeal: the decision stands, or it falls and the case is active again. Whoever decided may not answer. Of two who answer at once,
/// one does.
/// </summary>
public sealed class AnswerConflictAppeal
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly ClaimContests contests;
    private readonly AppealMails mails;

    internal AnswerConflictAppeal(EntenteDb db, Actor actor, TimeProvider clock, ClaimContests contests, AppealMails mails) =>
        (this.db, this.actor, this.clock, this.contests, this.mails) = (db, actor, clock, contests, mails);

    /// <param name="appeal">The appeal's id as the page has it.</param>
    /// <param name="upheld">Whether the decision falls; null: not chosen.</param>
    public async Task<Result> Run(string number, Guid appeal, bool? upheld, string? answer, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        var text = TypedText.Lines(answer);
        if (upheld is null || text.Length is 0 or > Refusals.LongestText)
            return Refusals.NoAnswer;
        await using var desk = await CaseDesk.Take(db, number, ct);
        if (desk?.Case.Appeals.Find(a => a.Id.Value == appeal) is not { } asked)
            return Refusals.NotFound;
        var one = desk.Case;
        if (asked.Upheld is not null)
            return Refusals.NoOpenAppeal;
        if (asked.AgainstBy is { } first && first == actor.Person)
            return Refusals.DecidedFirst;
        // The answer goes to the partner: it may not name the others either.
        var own = one.Sides.Where(s => s.PartnerId == asked.PartnerId).ToList();
        var others = one.Sides.Where(s => s.PartnerId != asked.PartnerId && s.Key != Rules.Party.DirectKey);
        if (Rules.Letters.Names(text, others.SelectMany(s => Rules.Letters.Tokens(s.Name, s.RegistrationNumber))) is { } named)
            return Refusals.LetterNames("answer", own.FirstOrDefault()?.Name ?? "the partner", named);
        if (upheld.Value && await AnotherOpen(one, ct))
            return Refusals.AnotherOpen(one.Company);
        one.Answer(asked, upheld.Value, text, actor.Person, await contests.Terms(ct), clock.GetUtcNow());
        await mails.Answered(one, asked, ct);
        await desk.Save(ct);
        return Result.Done;
    }

    private Task<bool> AnotherOpen(ConflictCase one, CancellationToken ct)
    {
        var keys = one.Keys.Select(k => k.Value).ToList();
        return db.Set<CaseKey>().AnyAsync(k => k.IsOpen && k.CaseId != one.Id && keys.Contains(k.Value), ct);
    }
}
