using Entente.Access;
using Entente.Onboarding.Show;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;

namespace Entente.Tests.Onboarding;

/// <summary>Who reads which agreement, and who accepts.</summary>
public sealed class AgreementWallsTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly AgreementStory story = new(house);

    [Fact]
    public async Task Drafts_texts_for_others_and_other_companies_acceptances_are_nowhere_for_a_partner()
    {
        await story.Alone();
        var (kestrel, other) = (await house.Made(house.Corvane, "Kestrel Walls"), await house.Made(house.Corvane, "Other Walls"));
        var (ada, snoop) = (await story.Person(kestrel), await story.Person(other));
        var draft = await story.Draft(AgreementStory.Sheet("Secret-draft"));
        var elite = await story.Out(AgreementStory.Sheet("Secret-elite") with { For = new([], [Entente.Partners.PartnerTier.Elite]) });
        var shared = await story.Out(AgreementStory.Sheet("For everybody"));
        (await story.Accept(ada, shared)).Problem.ShouldBeNull();

        foreach (var hidden in new[] { draft, elite })
        {
            (await story.Read(snoop, hidden)).ShouldBeNull();
            (await story.Read(snoop, hidden, 1)).ShouldBeNull();
            (await story.Accept(snoop, hidden)).Problem!.Code.ShouldBe("agreement.none");
        }
        (await story.List(snoop)).Select(l => l.Id).ShouldBe([shared]);
        (await story.Acceptances(shared, snoop)).ShouldBeEmpty();
        var read = (await story.Read(snoop, shared)).ShouldNotBeNull();
        read.AcceptedBy.ShouldBeNull();
        Json.Write(read).ShouldNotContain("Ada");
        (await story.Acceptances(shared, ada)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_accepts_who_only_looks_is_restricted_came_by_a_link_or_has_no_right_to()
    {
        await story.Alone();
        var kestrel = await house.Made(house.Corvane, "Kestrel Rights");
        var ada = await story.Person(kestrel);
        var tess = await story.Person(kestrel, PartnerRole.Admin, restricted: true);
        var id = await story.Out(AgreementStory.Sheet());

        List<Actor> none =
        [
            ada with
            {
                ReadOnly = true,
            },
            ada with
            {
                Channel = Channel.Link,
            },
            ada with
            {
                Channel = Channel.Api,
            },
            ada with
            {
                Person = null,
                Permissions = null,
                Channel = Channel.Link,
            },
            tess,
        ];
        foreach (var role in Enum.GetValues<PartnerRole>().Where(r => r is not PartnerRole.Admin))
            none.Add(await story.Person(kestrel, role));
        foreach (var who in none)
        {
            (await story.Read(who, id)).ShouldNotBeNull("the text is for everybody of the company");
            var refused = (await story.Accept(who, id)).Problem.ShouldNotBeNull();
            refused.Code.ShouldBe("agreement.may_not_accept");
            // A restricted colleague does not learn who else is on the team.
            refused.Message.Contains("Ada Agree", StringComparison.Ordinal).ShouldBe(!who.OwnOnly);
        }
        (await story.Accept(story.Olga, id)).Problem!.Code.ShouldBe("agreement.may_not_accept", "nobody signs for the other side");
        (await story.Acceptances(id)).ShouldBeEmpty();

        (await story.Accept(ada, id)).Problem.ShouldBeNull();
        (await story.Read(tess, id))!.AcceptedBy!.Value.Name.ShouldBeNull();
        (await story.Read(ada, id))!.AcceptedBy!.Value.Name.ShouldBe(ada.Name);
    }

    [Fact]
    public async Task Staff_with_a_scope_see_on_a_partner_s_page_what_their_partners_accepted()
    {
        await story.Alone();
        var (kestrel, other) = (await house.Made(house.Corvane, "Kestrel Scope"), await house.Made(house.Corvane, "Other Scope"));
        foreach (var partner in new[] { kestrel, other })
            _ = await story.Person(partner);
        var id = await story.Out(AgreementStory.Sheet());
        (await story.Accept(await story.Person(kestrel), id)).Problem.ShouldBeNull();
        var narrow = story.Olga with { Scope = [other] };

        (await Of(story.Olga, kestrel)).Single().Accepted.ShouldBe(1);
        (await Of(narrow, kestrel)).ShouldBeEmpty();
        (await Of(narrow, other)).Single().Standing.Shut.ShouldBeTrue();
        Permissions.Narrowable.ShouldNotContain(Permissions.ManageAgreements, "the list of agreements shows every partner");

        Task<IReadOnlyList<PartnerAgreement>> Of(Actor who, PartnerId partner) =>
            house.Act<AgreementsQuery, IReadOnlyList<PartnerAgreement>>(who, q => q.Of(partner, Ct));
    }
}
