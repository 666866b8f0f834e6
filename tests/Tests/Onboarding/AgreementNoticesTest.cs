using Entente.Access;
using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Registrations;
using Entente.Tests.Support;

namespace Entente.Tests.Onboarding;

/// <summary>Those who may accept are told once, reminded twice, and staff hear of whom it stops.</summary>
public sealed class AgreementNoticesTest(House house) : IClassFixture<House>
{
    private readonly AgreementStory story = new(house);

    [Fact]
    public async Task Who_may_accept_is_told_once_and_reminded_seven_days_and_one_day_before_registrations_wait()
    {
        await story.Alone();
        var kestrel = await Made("Kestrel Told", PartnerType.Isv);
        var ada = await story.Person(kestrel);
        await story.Person(kestrel, PartnerRole.Seller);
        await story.Person(kestrel, PartnerRole.Admin, restricted: true);
        var prospect = await Made("Prospect Told", PartnerType.Isv, PartnerStatus.Prospect);
        await story.Person(prospect);
        var done = await Made("Done Told", PartnerType.Isv);
        var bea = await story.Person(done);
        var name = AgreementStory.Name();
        var id = await story.Out(For(PartnerType.Isv, 20), name: name);
        await house.Work();
        (await story.Accept(bea, id)).Problem.ShouldBeNull();

        for (var hours = 0; hours < 24 * 19; hours += 6)
        {
            house.Clock.Advance(TimeSpan.FromHours(6));
            await story.Watch();
        }

        var mails = await story.Mails(id);
        mails.Select(m => m.To).Distinct().Count().ShouldBe(2, "the two who may accept for a company that is asked");
        mails.GroupBy(m => m.To).Select(g => g.Count()).Order().ShouldBe([1, 3]);
        mails.Count(m => m.Subject == $"Please accept: {name}").ShouldBe(2);
        mails.Count(m => m.Subject.StartsWith("Please accept by", StringComparison.Ordinal)).ShouldBe(2);
        (await story.List(ada)).Single(l => l.Id == id).Standing.Shut.ShouldBeFalse("today is the last day");
    }

    [Fact]
    public async Task A_partner_that_comes_later_is_told_when_it_has_somebody_who_may_accept()
    {
        await story.Alone();
        var id = await story.Out(For(PartnerType.Agency, 100));
        await house.Work();
        var late = await Made("Late Told", PartnerType.Agency);
        await story.Watch();
        (await story.Mails(id)).ShouldBeEmpty();

        await story.Person(late);
        await story.Watch();
        await story.Watch();
        (await story.Mails(id)).Count.ShouldBe(1);
        await story.Out(For(PartnerType.Agency, 100) with { Note = "Newer" }, id);
        (await story.Mails(id)).Count.ShouldBe(2, "a new version is told anew");
    }

    [Fact]
    public async Task The_day_after_it_shut_each_manager_hears_once_whose_registrations_wait()
    {
        await story.Alone();
        var claims = await RegistrationStory.In(house);
        await story.Person(claims.Kestrel);
        var name = AgreementStory.Name();
        var id = await story.Out(AgreementStory.Sheet(), name: name);
        await house.Work();
        (await story.Mails(id)).Count(ToStaff).ShouldBe(1, "of Vantora, where nobody may accept; Kestrel was told today");

        for (var day = 0; day < 3; day++)
        {
            house.Clock.Advance(TimeSpan.FromDays(1));
            await story.Watch();
        }

        var told = (await story.Mails(id)).Where(ToStaff).ToList();
        told.Select(m => m.To).Distinct().Count().ShouldBe(1);
        told.Count.ShouldBe(2);

        bool ToStaff((string To, string Subject) mail) => mail.Subject.EndsWith($"not accepted “{name}”", StringComparison.Ordinal);
    }

    // Each test asks partners of a type of its own: the house is shared.
    private static AgreementSheet For(PartnerType type, int grace) => AgreementStory.Sheet(grace: grace) with { For = new([type], []) };

    private async Task<PartnerId> Made(string name, PartnerType type, PartnerStatus status = PartnerStatus.Active) =>
        (
            await house.Create(
                house.Corvane,
                new(name, type, PartnerTier.Select, status, [name.ToLowerInvariant().Replace(' ', '-') + ".example"], "DACH")
            )
        ).Value;
}
