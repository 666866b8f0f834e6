using System.Globalization;
using Entente.Access;
using Entente.Access.People;
using Entente.Access.ProofOfWork;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Recruitment.Apply;
using Entente.Recruitment.Book;
using Entente.Recruitment.Decide;
using Entente.Recruitment.Model;
using Entente.Recruitment.Rules;
using Entente.Recruitment.Show;
using Entente.Recruitment.Take;
using Entente.Recruitment.Watch;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Recruitment;

/// <summary>What tests about recruitment do again and again.</summary>
internal sealed class RecruitmentStory(House house)
{
    private static int made;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Actor Maren { get; } = Staff(house, StaffRole.Owner);

    public static RecruitmentBook Open { get; } = RecruitmentBook.Standard with { Open = true };

    public static Actor Staff(House house, StaffRole role) =>
        new(
            house.Corvane.Id,
            ActorKind.Staff,
            Channel.Web,
            Ids.New<PersonId>(house.Clock.Now),
            Name: "Maren Voss",
            Permissions: Permissions.Of(role)
        );

    /// <summary>Somebody who has an address and gets mail.</summary>
    public async Task<(Actor Actor, string Email)> Hired(StaffRole role)
    {
        var email = $"staff{Interlocked.Increment(ref made)}@corvane.example";
        await using var scope = house.As(house.Corvane);
        var person = (await scope.ServiceProvider.GetRequiredService<AccessApi>().AddStaff(email, "Rhea Recruiter", role)).Value;
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return (Staff(house, role) with { Person = person }, email);
    }

    /// <summary>A host that no other test has.</summary>
    public static string Host(string name = "applicant") => $"{name}{Interlocked.Increment(ref made)}.example";

    public async Task Publish(RecruitmentBook book)
    {
        await using var scope = house.As(Maren);
        var shelf = scope.ServiceProvider.GetRequiredService<RecruitmentShelf>();
        (await shelf.Publish(book, new Dictionary<string, string>(), null, (await shelf.InForce(Ct)).Number, Ct)).Problem.ShouldBeNull();
    }

    public static CandidateInput Input(string host, string company = "Quellbach Systems") =>
        new(
            company,
            host,
            "Germany",
            "Reseller",
            "Mid-market",
            "DACH",
            "A team of twelve who install it.",
            "Leads and training.",
            "Hilda Quellbach",
            $"hilda@{host}",
            "+49 30 1234567",
            "We met at the fair.",
            Tokens.New()
        );

    public async Task<Result<string>> TryApply(CandidateInput input, bool consent = true)
    {
        await using var scope = house.As(house.Corvane);
        var challenge = scope.ServiceProvider.GetRequiredService<Puzzles>().New(SendApplication.Page, Puzzle.LeastBits);
        return await scope
            .ServiceProvider.GetRequiredService<SendApplication>()
            .Run(new(input, consent, challenge, Puzzle.Solve(challenge, Puzzle.LeastBits)), Ct);
    }

    /// <summary>Applied and sorted.</summary>
    public async Task<string> Apply(CandidateInput input)
    {
        var sent = await TryApply(input);
        sent.Problem.ShouldBeNull();
        await house.Work();
        return sent.Value;
    }

    public async Task<Candidate> Load(string number)
    {
        await using var scope = house.As(house.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<Candidate>()
            .AsNoTracking()
            .Include(c => c.Steps)
            .SingleAsync(c => c.Number == number, Ct);
    }

    /// <summary>Declined, for us alone.</summary>
    public async Task Decline(string number)
    {
        var at = await At(number);
        (await Move(m => m.Decline(at, DeclineReason.NoFit, null, null, false, Ct))).Problem.ShouldBeNull();
    }

    public async Task Evaluate(string number)
    {
        var at = await At(number);
        (await Move(m => m.Evaluate(at, "We look at it.", Ct))).Problem.ShouldBeNull();
    }

    /// <summary>Hired, and looks after it.</summary>
    public async Task<Actor> Owned(string number)
    {
        var (owner, at) = ((await Hired(StaffRole.PartnerManager)).Actor, await At(number));
        (await Move(m => m.Assign(at, owner.Person, Ct))).Problem.ShouldBeNull();
        return owner;
    }

    /// <summary>They do not work here any more.</summary>
    public async Task Leaves(Actor staff) =>
        (await house.Act<StaffDesk, Result>(Maren, d => d.Suspend(staff.Person!.Value, Ct))).Problem.ShouldBeNull();

    public async Task<CandidateView?> View(string number, Actor? by = null) =>
        await house.Act<CandidateQuery, CandidateView?>(by ?? Maren, q => q.Load(number, Ct));

    public async Task<CandidateAt> At(string number) => new(number, (await Load(number)).Version);

    public Task<Result> Move(Func<MoveCandidate, Task<Result>> act, Actor? by = null) => house.Act(by ?? Maren, act);

    public Task<Result<PartnerId>> Accept(CandidateAt at, string? why = null, bool invite = false, Actor? by = null, bool bare = false) =>
        house.Act<MoveCandidate, Result<PartnerId>>(by ?? Maren, m => m.Accept(at, why, invite, bare, Ct));

    /// <summary>Applied, and being evaluated.</summary>
    public async Task<string> Evaluated(CandidateInput? input = null)
    {
        var number = await Apply(input ?? Input(Host()));
        var at = await At(number);
        (await Move(m => m.Evaluate(at, null, Ct))).Problem.ShouldBeNull();
        return number;
    }

    /// <summary>Every criterion alike.</summary>
    public Task<Result> Score(string number, int value, Actor? by = null) =>
        house.Act<ScoreCandidate, Result>(
            by ?? Maren,
            s =>
                s.Run(
                    number,
                    [
                        .. Enum.GetValues<FitCriterion>()
                            .Select(c => new ScoreInput(c, value.ToString(CultureInfo.InvariantCulture), $"Because {c}")),
                    ],
                    Ct
                )
        );

    public async Task Sweep()
    {
        await using var scope = house.As(house.Corvane);
        await ActivatorUtilities.CreateInstance<SweepCandidates>(scope.ServiceProvider).Run(house.Clock.Now, Ct);
    }

    public async Task<List<(string Subject, string Text)>> Mails(string email)
    {
        await using var scope = house.As(house.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        return
        [
            .. (await db.Set<MailMessage>().AsNoTracking().Where(m => m.ToAddress == email).OrderBy(m => m.Id).ToListAsync(Ct)).Select(m =>
                (m.Subject, m.Text + m.Html)
            ),
        ];
    }
}
