using Entente.Access;
using Entente.Access.ProofOfWork;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Entente.Registrations.Forms;
using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.PublicIntake;

/// <param name="SubmissionId">At most 64 characters. The same one again is kept once.</param>
/// <param name="Email">Of whoever sends it.</param>
/// <param name="Challenge">The puzzle of the page.</param>
/// <param name="Answer">Empty without scripts.</param>
public sealed record PublicInput(ClaimInput Claim, string SubmissionId, string? Email, string? Name, string? Challenge, string? Answer);

/// <summary>
/// Takes a claim from the open form (REG-2 b). The same answer and the same work whoever sends it: whether the address belongs to a partner is
/// a job's business, and what waits becomes a registration only by the mailed link.
/// </summary>
public sealed class SendPublicClaim(
    EntenteDb db,
    TimeProvider clock,
    ClaimWorld world,
    FormShelf forms,
    SetUpPublicForm settings,
    Puzzles puzzles
)
{
    /// <summary>What the puzzles of this form are good for.</summary>
    public const string Page = "register";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public async Task<Result> Run(PublicInput input, CancellationToken ct)
    {
        var (rules, _) = await settings.Load(ct);
        if (!rules.On)
            return Refusals.NoPublicForm;
        if (input.SubmissionId is not { Length: > 0 and <= 64 })
            return Refusals.NoSubmissionId;
        var now = clock.GetUtcNow();
        var (terms, workspace) = (await world.Terms(ct), await world.Workspace(ct));
        // Nothing of whoever sends it: a form or rule that is for some partners only would tell who they are.
        var read = await forms.Read(
            input.Claim,
            new Segment(input.Claim.Kind),
            workspace.Currency,
            terms.Calendar.DateAt(now),
            c => terms.For(new Segment(c.Kind) { Country = c.Country, Amount = c.Amount }).Policy,
            ct
        );
        if (Faults.Of(AccessApi.WhyNotPerson(input.Email, input.Name), read.Ok ? null : read.Problem) is { } wrong)
            return wrong;

        var (email, name) = (input.Email!.Trim().ToLowerInvariant(), ClaimReader.OneLine(input.Name)!);
        var host = PublicClaim.HostOf(email);
        await using var held = await db.Hold(
            ["public-claim:" + input.SubmissionId, "public-claim-host:" + host, Puzzles.Lock(input.Challenge)],
            ct
        );
        if (await db.Set<PublicClaim>().AnyAsync(c => c.SubmissionId == input.SubmissionId, ct))
            return Result.Done;
        var proof = await puzzles.Take(Page, input.Challenge, input.Answer, ct);
        if (proof is not (Proof.Good or Proof.None))
            return Refusals.PuzzleAgain;
        if (await TooMany(rules, email, host, proof is Proof.Good, now, ct))
            return Refusals.TooManyPublic;

        var claim = PublicClaim.Receive(input.SubmissionId, email, name, FormFields.Clean(input.Claim), proof is Proof.Good, now);
        db.Add(claim);
        db.Enqueue(new AskToConfirm(claim.Id));
        db.Enqueue(new ForgetPublicClaim(claim.Id), claim.ExpiresAt.AddDays(1));
        await held.Save(ct);
        return Result.Done;
    }

    // Every claim counts, from a known address or not: a limit that only some meet would tell who they are.
    private async Task<bool> TooMany(
        PublicFormRules rules,
        string email,
        string host,
        bool worked,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var since = now - Hour;
        var recent = db.Set<PublicClaim>().Where(c => c.ReceivedAt > since);
        return await recent.CountAsync(c => c.Email == email, ct) >= rules.PerAddress
            || await recent.CountAsync(c => c.Host == host, ct) >= rules.PerHost
            || await recent.CountAsync(ct) >= rules.InAll
            || (!worked && await recent.CountAsync(c => !c.Worked, ct) >= rules.WithoutWork);
    }
}
