using Entente.Access;
using Entente.Partners.Lapse;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Confirm;

/// <summary>Says of people on a team whether they keep their access, take another role, or leave. Several at a time; the rest stays open.</summary>
public sealed class AnswerReview(EntenteDb db, Actor actor, AccessApi access, MindAccess mind, TimeProvider clock)
{
    public const string Keep = "keep";
    public const string Remove = "remove";

    /// <param name="answers">By person: <c>keep</c>, <c>remove</c> or the name of a role; empty: nothing yet.</param>
    public async Task<Result> Run(PartnerId partner, IReadOnlyDictionary<PersonId, string> answers, CancellationToken ct)
    {
        if (!await mind.May(partner, ct))
            return MindAccess.MayNot;
        await using var held = await db.Hold([$"team_review:{partner.Value:N}"], ct);
        var now = clock.GetUtcNow();
        if (
            await db.Set<TeamReview>().Where(r => r.PartnerId == partner).OrderByDescending(r => r.Quarter).FirstOrDefaultAsync(ct)
            is not { } review
        )
            return Problem.NotFound("review.none", "There is nothing to confirm.");
        var team = (await access.PartnerPeople(partner, ct)).Where(m => m.Active).ToDictionary(m => m.Person.Id);
        var said = await db.Set<TeamAnswer>()
            .Where(a => a.PartnerId == partner && a.Quarter == review.Quarter)
            .ToDictionaryAsync(a => a.PersonId, ct);
        foreach (var (person, word) in answers.Where(a => a.Value.Length > 0))
        {
            if (!team.TryGetValue(person, out var member))
                return Refusals.NoPerson;
            if (person == actor.Person && word != Keep)
                return Problem.Conflict("review.oneself", "Somebody else takes you off the team, or changes your role.");
            if (Word(word) is not { } meant)
                return Problem.Invalid("review.word", person.Short(), "Choose what becomes of them.");
            if (meant is TeamWord.Remove)
                await access.Suspend(person, ct);
            else if (meant is TeamWord.Change)
                await access.AddPartnerPerson(partner, member.Person.Email, member.Person.Name, Enum.Parse<PartnerRole>(word), ct);
            if (!said.TryGetValue(person, out var answer))
            {
                db.Add(
                    answer = new TeamAnswer
                    {
                        PartnerId = partner,
                        Quarter = review.Quarter,
                        PersonId = person,
                    }
                );
                said[person] = answer;
            }
            answer.Say(meant, actor.Person, now);
        }
        if (team.Keys.All(said.ContainsKey))
            // A round of before that nobody finished is finished by this one.
            foreach (var open in await db.Set<TeamReview>().Where(r => r.PartnerId == partner && r.DoneAt == null).ToListAsync(ct))
                open.Finish(now);
        await held.Save(ct);
        return Result.Done;
    }

    private static TeamWord? Word(string word) =>
        word switch
        {
            Keep => TeamWord.Keep,
            Remove => TeamWord.Remove,
            _ when Enum.TryParse<PartnerRole>(word, out var role) && Enum.IsDefined(role) => TeamWord.Change,
            _ => null,
        };
}

/// <summary>Staff who manage the safelist confirm once a quarter that partners see what they should.</summary>
public sealed class ConfirmSafelist(EntenteDb db, Actor actor, TimeProvider clock)
{
    public async Task<Result> Run(CancellationToken ct)
    {
        if (!actor.May(Permissions.ManageSafelist) || actor.Person is not { } person)
            return Problem.Forbidden("review.safelist", "Only those who manage what partners see confirm it.");
        foreach (var review in await db.Set<SafelistReview>().Where(r => r.DoneAt == null).ToListAsync(ct))
            review.Confirm(person, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }
}
