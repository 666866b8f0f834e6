using Entente.Access;
using Entente.Crm;
using Entente.Crm.Verdicts;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Judge;

/// <param name="Same">Null: what was said before is taken back.</param>
public sealed record JudgeInput(string Number, Guid Account, bool? Same, string? Why = null)
{
    /// <param name="said"><c>same:0198…</c>, <c>different:…</c>, anything else takes back; an unreadable account is none.</param>
    public static JudgeInput Of(string number, string? said, string? why)
    {
        var (what, account) = said?.Split(':') is [var first, var second] ? (first, second) : ("", "");
        return new(
            number,
            Guid.TryParse(account, out var id) ? id : Guid.Empty,
            what switch
            {
                "same" => true,
                "different" => false,
                _ => null,
            },
            why
        );
    }
}

/// <summary>
/// A person says whether the company claimed is an account of the CRM. It holds for every claim that says the same of its company, wins over every
/// score, and can be taken back; who waits is assessed anew by <see cref="FollowVerdicts"/>.
/// </summary>
public sealed class JudgeCompany(EntenteDb db, Actor actor, TimeProvider clock, CrmApi crm, CompanyVerdicts verdicts)
{
    public async Task<Result> Run(JudgeInput input, CancellationToken ct)
    {
        if (actor.Kind is not ActorKind.Staff || !actor.May(Permissions.DecideRegistrations))
            return Refusals.MayNotDecide;
        if ((await crm.Accounts([new(input.Account)], ct)) is not [{ Deleted: false } account])
            return NoSuchAccount;
        var its = ClaimKeys.OfAccount(account.Name, account.Domain);

        await using var desk = await Desk.Take(db, input.Number, ct, its);
        if (desk is null)
            return Refusals.NotFound;
        var registration = desk.Registration;
        var (mark, other) = (registration.AsClaim().Mark, CompanyMark.Of(account.Id));
        if (input.Same is not { } same)
        {
            await verdicts.TakeBack(mark, other, ct);
            registration.NoteJudged($"Taken back: what was said of {account.Name}", null, actor.Person, clock.GetUtcNow());
        }
        else
        {
            if (await verdicts.Say(mark, other, same, input.Why, ct) is { Ok: false } refused)
                return refused;
            if (same)
                registration.AlsoKnownBy([.. registration.AdoptedKeys.Union(its)]);
            registration.NoteJudged(
                same ? $"Same company as {account.Name} in the CRM" : $"Not the same company as {account.Name} in the CRM",
                input.Why,
                actor.Person,
                clock.GetUtcNow()
            );
        }
        await desk.Save(ct);
        return Result.Done;
    }

    private static Problem NoSuchAccount =>
        Problem.NotFound("company.no_account", "This account is not in the CRM any more. Open the page again.");
}
