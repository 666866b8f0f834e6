using Entente.Access;
using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Answer;
using Entente.Registrations.Appeals;
using Entente.Registrations.AskInfo;
using Entente.Registrations.Colleagues;
using Entente.Registrations.Extend;
using Entente.Registrations.Import;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Withdraw;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>What each role of a partner may do, and what somebody with restricted collaboration sees.</summary>
public sealed class CollaborationTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static int made;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_restricted_colleague_sees_what_they_brought_and_what_they_were_added_to()
    {
        var story = await RegistrationStory.In(web.House);
        var (email, rita) = await Restricted(story);
        var (ours, hers) = (await story.Submitted(story.Ines, $"Ours {made} Foods"), await story.Submitted(rita, $"Hers {made} Foods"));
        using var visitor = await web.SignIn(email);

        (await visitor.Get($"/w/corvane/portal/deals/{hers}")).Status.ShouldBe(200);
        (await visitor.Get($"/w/corvane/portal/deals/{ours}")).Status.ShouldBe(404);
        (await visitor.Open("/w/corvane/portal")).Text.ShouldNotContain($"Ours {made} Foods");
        (await web.House.Act<WithdrawRegistration, Result>(rita, u => u.Run(ours, Ct))).Problem!.Kind.ShouldBe(ProblemKind.NotFound);
        await using (var scope = web.House.As(rita))
        {
            var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
            (await db.Set<Registration>().Select(r => r.Number).ToListAsync(Ct)).ShouldBe([hers]);
            (await db.Set<RegistrationStep>().Select(s => s.RegistrationId).Distinct().CountAsync(Ct)).ShouldBe(1);
        }

        var id = (await story.Load(ours)).Id;
        (await Share(rita, id, rita)).Problem!.Kind.ShouldBe(ProblemKind.NotFound, "nobody adds themselves");
        (await Share(story.Ines, id, rita)).Problem.ShouldBeNull();
        (await visitor.Get($"/w/corvane/portal/deals/{ours}")).Status.ShouldBe(200);
        (await Share(story.Ines, id, rita, added: false)).Problem.ShouldBeNull();
        (await visitor.Get($"/w/corvane/portal/deals/{ours}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task What_a_colleague_claimed_still_counts_against_a_restricted_ones_claim()
    {
        var story = await RegistrationStory.In(web.House);
        var (_, rita) = await Restricted(story);
        var company = $"Claimed Twice {made}";
        await story.Submitted(story.Ines, company);

        var again = await story.Submit(rita, RegistrationStory.Claim(company));

        var free = await story.Submit(story.Ines, RegistrationStory.Claim(company));
        (again.Problem?.Code).ShouldBe(free.Problem?.Code);
    }

    [Theory]
    [InlineData(PartnerRole.Viewer)]
    [InlineData(PartnerRole.Finance)]
    [InlineData(PartnerRole.Marketing)]
    [InlineData(PartnerRole.Technical)]
    [InlineData(PartnerRole.Seller)]
    public async Task Each_role_does_what_the_table_says(PartnerRole role)
    {
        var story = await RegistrationStory.In(web.House);
        var actor = story.Ines with { Permissions = PartnerRights.Of(role) };
        var number = await story.Submitted(story.Ines, $"By Role {role} {Interlocked.Increment(ref made)}");
        var asked = await web.House.Act<AskForInfo, Result>(
            story.Maren,
            async u => await u.Run(new(number, (await story.Load(number)).Version, InfoTopic.SomethingElse, "How many plants?"), Ct)
        );
        asked.Problem.ShouldBeNull();
        bool Has(string right) => PartnerRights.Of(role).Contains(right);
        static bool Refused(Problem? problem) => problem?.Kind is ProblemKind.Forbidden;

        Refused((await story.Submit(actor, RegistrationStory.Claim($"New {role} {made}"))).Problem).ShouldBe(!Has(PartnerRights.Register));
        Refused(
                (
                    await web.House.Act<UploadImport, Result<ImportFileId>>(
                        actor,
                        u => u.Run("a.csv", new MemoryStream("a,b\n1,2\n"u8.ToArray()), Ct)
                    )
                ).Problem
            )
            .ShouldBe(!Has(PartnerRights.Register));
        Refused((await web.House.Act<AnswerQuestion, Result>(actor, u => u.Run(new(number, "Six plants."), Ct))).Problem)
            .ShouldBe(!Has(PartnerRights.Answer));
        Refused((await web.House.Act<RequestExtension, Result<ExtensionAsked>>(actor, u => u.Run(number, "We meet in May.", Ct))).Problem)
            .ShouldBe(!Has(PartnerRights.Appeal));
        Refused(
                (
                    await web.House.Act<MakeAppeal, Result>(
                        actor,
                        u => u.Run(new(number, "Please look.", [new(ArtifactKind.Notes, "Met")]), Ct)
                    )
                ).Problem
            )
            .ShouldBe(!Has(PartnerRights.Appeal));
        var subject = (await story.Load(number)).Id.Subject;
        Refused(
                (
                    await web.House.Act<PostMessage, Result>(actor, u => u.Run(new(subject, ReadBy.Shared, "A word.", $"w{role}"), Ct))
                ).Problem
            )
            .ShouldBe(!Has(PartnerRights.Talk));
        Refused((await web.House.Act<WithdrawRegistration, Result>(actor, u => u.Run(number, Ct))).Problem)
            .ShouldBe(!Has(PartnerRights.Register));
    }

    [Fact]
    public async Task A_viewer_sees_the_deal_without_its_forms_and_every_form_they_send_is_refused()
    {
        var story = await RegistrationStory.In(web.House);
        var number = await story.Submitted(story.Ines, $"Looked At {Interlocked.Increment(ref made)}");
        using var seller = await web.PartnerPerson(story.Kestrel, PartnerRole.Seller, $"sel{made}@kestrelquay.example", "Sel Ler");
        using var viewer = await web.PartnerPerson(story.Kestrel, PartnerRole.Viewer, $"view{made}@kestrelquay.example", "Vi Ewer");
        var full = await seller.Open($"/w/corvane/portal/deals/{number}");
        full.Text.ShouldContain("Withdraw this registration");

        var page = await viewer.Open($"/w/corvane/portal/deals/{number}");
        page.Text.ShouldContain("Looked At");
        page.Text.ShouldNotContain("Withdraw this registration");
        (await viewer.Get("/w/corvane/portal/register")).Status.ShouldBe(403);
        var token = (await viewer.Open("/w/corvane/me"))
            .Document.QuerySelector("input[name=__RequestVerificationToken]")!
            .GetAttribute("value")!;
        var sent = await viewer.Post($"/w/corvane/portal/deals/{number}", ("_handler", "withdraw"), ("__RequestVerificationToken", token));
        sent.Status.ShouldBe(403);
        sent.Words.ShouldContain("Your role only looks");
        (await story.Load(number)).State.ShouldBe(RegistrationState.InReview);
    }

    private Task<Result> Share(Actor who, RegistrationId claim, Actor mate, bool added = true) =>
        web.House.Act<ShareClaim, Result>(who, u => u.Run(claim, mate.Person!.Value, added, Ct));

    private async Task<(string Email, Actor Actor)> Restricted(RegistrationStory story)
    {
        var email = $"rita{Interlocked.Increment(ref made)}@kestrelquay.example";
        var person = await web.AddPartnerPerson(story.Kestrel, PartnerRole.Seller, email, "Rita Own");
        await using var scope = web.House.As(web.Corvane);
        var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
        await access.Restrict(person, true, Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return (email, (await access.PartnerActor(person, story.Kestrel, Channel.Web, Ct))!);
    }
}
