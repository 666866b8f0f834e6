using System.Globalization;
using Entente.Access.ProofOfWork;
using Entente.Crm;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Matching;
using Entente.Platform.Secrets;
using Entente.Platform.Values;
using Entente.Recruitment.Book;
using Entente.Recruitment.Model;
using Entente.Recruitment.Rules;
using Entente.Recruitment.Sort;
using Entente.Recruitment.Take;
using Microsoft.EntityFrameworkCore;
using Candidate = Entente.Recruitment.Model.Candidate;

namespace Entente.Recruitment.Apply;

/// <param name="Consent">The applicant agrees that what they send is kept to answer it.</param>
/// <param name="Challenge">The puzzle of the page.</param>
/// <param name="Answer">Empty without scripts.</param>
public sealed record ApplicationInput(CandidateInput Candidate, bool Consent, string? Challenge, string? Answer);

/// <summary>
/// Takes an application from the open form. The same answer, the same mail and the same work whoever sends it: what the rules make of it is a job's
/// business, so that nobody learns who is a partner or a candidate already.
/// </summary>
public sealed class SendApplication
{
    /// <summary>What the puzzles of this form are good for.</summary>
    public const string Page = "apply";

    // An hour. Every application counts, whatever became of it: a limit that only some meet would tell who they are.
    internal const int PerAddress = 3;
    internal const int PerHost = 10;
    internal const int InAll = 200;
    internal const int WithoutWork = 10;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly EntenteDb db;
    private readonly TimeProvider clock;
    private readonly Numbers numbers;
    private readonly RecruitmentShelf shelf;
    private readonly Puzzles puzzles;
    private readonly CrmApi crm;
    private readonly ApplicantMails mails;

    internal SendApplication(
        EntenteDb db,
        TimeProvider clock,
        Numbers numbers,
        RecruitmentShelf shelf,
        Puzzles puzzles,
        CrmApi crm,
        ApplicantMails mails
    ) =>
        (this.db, this.clock, this.numbers, this.shelf, this.puzzles, this.crm, this.mails) = (
            db,
            clock,
            numbers,
            shelf,
            puzzles,
            crm,
            mails
        );

    /// <returns>The case number: <c>PC-12</c>. Sent twice, the first one's.</returns>
    public async Task<Result<string>> Run(ApplicationInput input, CancellationToken ct)
    {
        if (!(await shelf.InForce(ct)).Book.Open)
            return Refusals.NoForm;
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        var sites = await crm.Sites(ct);
        var read = NewCandidate.Read(input.Candidate, applied: true, CandidateSource.Applied, sites, wrong);
        if (!input.Consent)
            wrong["consent"] = "Without your consent we cannot keep what you send, and so not answer it.";
        if (wrong.Count > 0)
            return Refusals.Invalid(wrong);
        var now = clock.GetUtcNow();
        var sent = read.SubmissionId ?? Tokens.New();
        var number = await Next(numbers, ct);
        await using var held = await db.Hold(["application:" + sent, "application-host:" + read.Host, Puzzles.Lock(input.Challenge)], ct);
        if (await Sent(db, sent, ct) is { } first)
            return first;
        var proof = await puzzles.Take(Page, input.Challenge, input.Answer, ct);
        if (proof is not (Proof.Good or Proof.None))
            return Refusals.PuzzleAgain;
        if (await TooMany(read, sites, proof is Proof.Good, now, ct))
            return Refusals.TooMany;
        var candidate = Candidate.Receive(read with { SubmissionId = sent }, number, null, proof is Proof.Good, now);
        db.Add(candidate);
        db.Enqueue(new SortApplication(candidate.Id));
        await mails.Received(candidate, ct);
        await held.Save(ct);
        return number;
    }

    internal static async Task<string> Next(Numbers numbers, CancellationToken ct) =>
        "PC-" + (await numbers.Next("candidate", 11, ct)).ToString(CultureInfo.InvariantCulture);

    internal static Task<string?> Sent(EntenteDb db, string submission, CancellationToken ct) =>
        db.Set<Candidate>().Where(c => c.SubmissionId == submission).Select(c => (string?)c.Number).SingleOrDefaultAsync(ct);

    private async Task<bool> TooMany(NewCandidate read, SiteList sites, bool worked, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - Hour;
        var recent = db.Set<Candidate>().Where(c => c.ReceivedAt > since && c.Source == CandidateSource.Applied);
        return await recent.CountAsync(c => c.ContactEmail == read.ContactEmail, ct) >= PerAddress
            // Where anybody has a mailbox, a host is no company: the others there are strangers.
            || (!Domain.IsAnybodysMail(read.ContactEmail, sites) && await recent.CountAsync(c => c.Host == read.Host, ct) >= PerHost)
            || await recent.CountAsync(ct) >= InAll
            || (!worked && await recent.CountAsync(c => !c.Worked, ct) >= WithoutWork);
    }
}
