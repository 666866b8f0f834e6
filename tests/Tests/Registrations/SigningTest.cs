using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Away;
using Entente.Registrations.Decide;
using Entente.Registrations.Model;
using Entente.Registrations.Publish;
using Entente.Registrations.Review;
using Entente.Registrations.Rules;
using Entente.Registrations.Undo;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>Approvals that several must sign. In a house of its own: its policy would hold up everybody else's claims.</summary>
public sealed class SigningTest(House house) : IClassFixture<House>
{
    private static readonly ApprovalStep[] Two = [new([Signer.Manager]), new([new(StaffRole.Finance), new(StaffRole.Sales)], Hours: 24)];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_signs_in_turn_and_only_the_last_signature_approves_and_is_told()
    {
        var (story, finance, sales) = await Ready();
        var number = await story.Submitted(story.Ines, "Signed By Three");
        await house.Work();

        (await Approve(finance, number))!.Code.ShouldBe("registration.not_your_turn");
        (await Approve(story.Maren, number)).ShouldBeNull();
        (await Approve(sales, number)).ShouldBeNull("of one step anybody may be first");
        var between = await story.Load(number);
        (between.State, between.DecidedAt, between.Protection).ShouldBe((RegistrationState.InReview, null, ProtectionState.None));
        await house.Work();
        (await Mails(number, "approved:")).ShouldBeEmpty("nobody outside hears of signatures");
        (await Approve(story.Maren, number))!.Code.ShouldBe("registration.signed_already");
        (await Approve(finance, number)).ShouldBeNull();

        var approved = await story.Load(number);
        (approved.State, approved.DecidedBy).ShouldBe((RegistrationState.Approved, finance.Person));
        approved.Steps.Where(s => s.What.StartsWith("Signed for", StringComparison.Ordinal)).ShouldAllBe(s => s.Internal);
    }

    [Fact]
    public async Task Those_whose_signature_is_asked_for_are_mailed_find_it_on_their_queue_and_are_reminded()
    {
        var (story, finance, sales) = await Ready();
        var number = await story.Submitted(story.Ines, "Reminded Signers");
        await house.Work();
        (await Waiting(story.Maren)).ShouldContain(number);
        (await Waiting(finance)).ShouldNotContain(number);

        (await Approve(story.Maren, number)).ShouldBeNull();
        await house.Work();
        (await Waiting(story.Maren)).ShouldNotContain(number);
        (await Waiting(finance)).ShouldContain(number);
        (await Mails(number, "waits for your signature")).ShouldContain(m => m.ToPerson == finance.Person);

        (await Approve(sales, number)).ShouldBeNull();
        house.Clock.Advance(TimeSpan.FromDays(4));
        await house.Work();
        var late = await Mails(number, "a signature is overdue");
        late.ShouldContain(m => m.ToPerson == finance.Person);
        late.ShouldNotContain(m => m.ToPerson == sales.Person, "who has signed is not asked");
        var count = late.Count;
        house.Clock.Advance(TimeSpan.FromDays(4));
        await house.Work();
        (await Mails(number, "a signature is overdue")).Count.ShouldBe(count, "nobody is told twice");
    }

    [Fact]
    public async Task Whoever_stands_in_signs_for_somebody_who_is_away_and_the_record_names_both()
    {
        var (story, finance, sales) = await Ready();
        var other = await Staff(StaffRole.Marketing);
        var number = await story.Submitted(story.Ines, "Away Ltd");
        (await Approve(story.Maren, number)).ShouldBeNull();
        (await Approve(sales, number)).ShouldBeNull();
        (await Approve(other, number))!.Code.ShouldBe("registration.not_your_turn");
        var today = DateOnly.FromDateTime(house.Clock.Now.UtcDateTime);

        (await Away(finance, new(other.Person, today.AddDays(1), today.AddDays(9)))).ShouldBeNull();
        (await Approve(other, number))!.Code.ShouldBe("registration.not_your_turn", "the absence has not begun");
        house.Clock.Advance(TimeSpan.FromDays(1));
        await house.Work();
        (await Waiting(other)).ShouldContain(number);
        (await Approve(other, number)).ShouldBeNull();

        (await story.Load(number)).State.ShouldBe(RegistrationState.Approved);
        var signers = (await View(story.Maren, number)).Route.Signers;
        signers.Count(s => s.By is not null).ShouldBe(3);
        signers.Single(s => s.Who == "Finance").InPlace.ShouldBe(finance.Name);
    }

    [Fact]
    public async Task An_undone_approval_waits_for_its_last_signature_again()
    {
        var (story, finance, sales) = await Ready();
        var number = await story.Submitted(story.Ines, "Undone Signature");
        foreach (var who in new[] { story.Maren, sales, finance })
            (await Approve(who, number)).ShouldBeNull();

        (await house.Act<UndoDecision, Result>(finance, u => u.Run(number, null, Ct))).Problem.ShouldBeNull();

        var view = await View(finance, number);
        (view.CanDecide, view.Route.MayDecide, view.Route.IsLast, view.Route.WaitsFor).ShouldBe((true, true, true, "Finance"));
        (await Approve(finance, number)).ShouldBeNull();
        (await story.Load(number)).State.ShouldBe(RegistrationState.Approved);
    }

    [Fact]
    public async Task Only_whose_turn_it_is_may_say_no()
    {
        var (story, finance, _) = await Ready();
        var number = await story.Submitted(story.Ines, "Refused In Turn");

        (await Refuse(finance, number))!.Code.ShouldBe("registration.not_your_turn");
        (await Approve(story.Maren, number)).ShouldBeNull();
        (await Refuse(story.Maren, number))!.Code.ShouldBe("registration.signed_already");
        (await Refuse(finance, number)).ShouldBeNull();

        (await story.Load(number)).State.ShouldBe(RegistrationState.Declined);
    }

    [Fact]
    public async Task A_claim_that_is_sent_again_needs_every_signature_anew()
    {
        var (story, finance, sales) = await Ready();
        var number = await story.Submitted(story.Ines, "Mended Claim");
        (await Approve(story.Maren, number)).ShouldBeNull();
        (await Refuse(sales, number, final: false)).ShouldBeNull();
        story.LetStand();
        await house.Work();
        var mended = RegistrationStory.Claim("Mended Claim") with { Problem = "Now with what was missing." };
        (
            await house.Act<Entente.Registrations.Change.SendAgain, Result>(story.Ines, u => u.Run(new(number, mended), Ct))
        ).Problem.ShouldBeNull();
        await house.Work();

        (await Waiting(story.Maren)).ShouldContain(number);
        (await Approve(finance, number))!.Code.ShouldBe("registration.not_your_turn");
        (await View(finance, number)).Route.Signers.ShouldAllBe(s => s.By == null);
    }

    [Fact]
    public async Task A_role_that_decides_nothing_else_decides_nothing_where_no_signature_is_asked_for()
    {
        var (story, finance, _) = await Ready(Policy.Default);
        var number = await story.Submitted(story.Ines, "Not For Finance");

        (await Approve(finance, number))!.Code.ShouldBe("registration.may_not_decide");
        (await Refuse(finance, number))!.Code.ShouldBe("registration.may_not_decide");
    }

    [Fact]
    public async Task An_absence_needs_a_colleague_and_days_that_are_not_over()
    {
        var (story, finance, _) = await Ready();
        var today = DateOnly.FromDateTime(house.Clock.Now.UtcDateTime);

        (await Away(finance, new(finance.Person, null, today.AddDays(-2))))!.Fields!.Keys.ShouldBe(
            ["standIn", "from", "until"],
            ignoreOrder: true
        );
        (await Away(finance, new(story.Maren.Person, today, today.AddDays(2), sales(story))))!.Code.ShouldBe("absence.not_yours");
        (await Away(story.Ines, new(story.Maren.Person, today, today)))!.Code.ShouldBe("absence.not_yours");

        static PersonId? sales(RegistrationStory s) => s.Maren.Person;
    }

    private async Task<(RegistrationStory Story, Actor Finance, Actor Sales)> Ready(Policy? policy = null)
    {
        var story = await RegistrationStory.In(house);
        await Publish(policy ?? Policy.Default with { Rules = [new("Everything is signed", Scope.Any) { Route = Two }] });
        return (story, await Staff(StaffRole.Finance), await Staff(StaffRole.Sales));
    }

    private async Task<Actor> Staff(StaffRole role)
    {
        await using var scope = house.As(house.Corvane);
        var (n, access) = (Ids.New<RegistrationId>(house.Clock.Now).Short(), scope.ServiceProvider.GetRequiredService<AccessApi>());
        var person = await access.AddStaff($"{role}-{n}@corvane.example", $"{role} {n}", role, Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return new(house.Corvane.Id, ActorKind.Staff, Channel.Web, person.Value, Name: $"{role} {n}", Permissions: Permissions.Of(role));
    }

    private async Task<Problem?> Approve(Actor who, string number)
    {
        var version = (await View(who, number)).Version;
        var done = await house.Act<ApproveRegistration, Result>(who, u => u.Run(new(number, version), Ct));
        return done.Ok ? null : done.Problem;
    }

    private async Task<Problem?> Refuse(Actor who, string number, bool final = true)
    {
        var version = (await View(who, number)).Version;
        var done = await house.Act<RefuseRegistration, Result>(
            who,
            u => u.Run(new(number, version, RefusalReason.NotQualified, final), Ct)
        );
        return done.Ok ? null : done.Problem;
    }

    private async Task<Problem?> Away(Actor who, AbsenceInput input)
    {
        var done = await house.Act<SetAbsence, Result>(who, u => u.Run(input, Ct));
        return done.Ok ? null : done.Problem;
    }

    private Task<ReviewView> View(Actor who, string number) =>
        house.Act<ReviewQuery, ReviewView>(who, async q => (await q.Load(number, Ct))!);

    private Task<List<string>> Waiting(Actor who) =>
        house.Act<Entente.Registrations.Sign.SigningQueue, List<string>>(
            who,
            async q => [.. (await q.Mine(DateOnly.FromDateTime(house.Clock.Now.UtcDateTime), 100, Ct)).Select(w => w.Number)]
        );

    private async Task<List<MailMessage>> Mails(string number, string words)
    {
        await using var scope = house.As(Actor.System(house.Corvane.Id));
        var all = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<MailMessage>()
            .AsNoTracking()
            .Where(m => m.Subject.Contains(number))
            .ToListAsync(Ct);
        return all.FindAll(m => m.Subject.Contains(words, StringComparison.Ordinal));
    }

    private Task Publish(Policy policy) => house.PublishPolicy(policy);
}
