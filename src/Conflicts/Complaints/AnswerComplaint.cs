using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Contests;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Complaints;

/// <summary>
/// Answers a complaint: the partner was right or not, and why. Whoever decided about the registration may not answer, and the words name no other side.
/// It changes no registration. Of two who answer at once, one does.
/// </summary>
public sealed class AnswerComplaint
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly ComplaintDeciders deciders;
    private readonly ClaimContests contests;
    private readonly PartnersApi partners;
    private readonly ComplaintMails mails;

    internal AnswerComplaint(
        EntenteDb db,
        Actor actor,
        TimeProvider clock,
        ComplaintDeciders deciders,
        ClaimContests contests,
        PartnersApi partners,
        ComplaintMails mails
    ) =>
        (this.db, this.actor, this.clock, this.deciders, this.contests, this.partners, this.mails) = (
            db,
            actor,
            clock,
            deciders,
            contests,
            partners,
            mails
        );

    /// <param name="upheld">Whether the partner is right; null: not chosen.</param>
    public async Task<Result> Run(string number, bool? upheld, string? answer, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        if (upheld is null)
            return Refused.NoOutcome;
        var text = TypedText.Lines(answer);
        if (text.Length is 0 or > Letters.LongestWords)
            return Refused.NoAnswer;
        await using var held = await db.Hold([$"complaint:{number}"], ct);
        if (await db.Set<Complaint>().SingleOrDefaultAsync(c => c.Number == number, ct) is not { } one)
            return Refused.NotFound;
        if (one.Upheld is not null)
            return Refused.Answered(one);
        if (!Complaining.MayAnswer(actor.Person, await deciders.Of(one, ct)))
            return Refused.DecidedFirst(one);
        var reader = (await partners.Get(one.PartnerId, ct))?.Name ?? "the partner";
        if (await Named(one, reader, text, ct) is { } named)
            return Refused.Names(reader, named);
        one.Answer(upheld.Value, text, actor.Person, clock.GetUtcNow());
        await mails.Answered(one, ct);
        await held.Save(ct);
        return Result.Done;
    }

    // Rivals of the registration, in a case or beside it now, and whoever else is a partner here.
    private async Task<string?> Named(Complaint one, string reader, string text, CancellationToken ct)
    {
        var rivals = new List<(string Name, string? Number)>();
        var all = await partners.All(entering: false, ct);
        if (one.Registration is { } about)
        {
            var sides = await db.Set<CaseSide>()
                .AsNoTracking()
                .Where(s => s.PartnerId != one.PartnerId && s.Key != Party.DirectKey)
                .Where(s => db.Set<CaseSide>().Any(o => o.CaseId == s.CaseId && o.Registration == about))
                .ToListAsync(ct);
            rivals.AddRange(sides.Select(s => (s.Name, s.RegistrationNumber)));
            var keys = (await contests.These([new RegistrationId(about)], ct)).SelectMany(c => c.Keys).ToHashSet(StringComparer.Ordinal);
            foreach (var claim in (await contests.On(keys, ct)).Where(c => c.Partner != one.PartnerId))
                rivals.Add((all.FirstOrDefault(p => p.Id == claim.Partner)?.Name ?? "", claim.Number));
        }
        return ComplaintLetters.Names(text, reader, rivals, all.Where(p => p.Id != one.PartnerId).Select(p => p.Name));
    }
}
