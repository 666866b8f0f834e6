using System.Text;
using Entente.Access;
using Entente.Access.Privacy;
using Entente.Crm;
using Entente.Crm.Mirror;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Privacy;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Drafts;
using Entente.Registrations.Import;
using Entente.Registrations.Rules;
using Entente.Tests.Collaboration;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Privacy;

/// <summary>A person is taken out of everything that a workspace keeps; what others work by, and the proof of the audit, stays (SEC-5).</summary>
public sealed class ErasureTest(House house) : IClassFixture<House>
{
    private readonly PrivacyStory privacy = new(house);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_partner_s_person_is_gone_from_every_column_and_the_audit_s_chain_still_verifies()
    {
        var owner = await privacy.Owner();
        var talk = await TalkStory.In(house);
        var story = talk.People;
        const string Name = "Ines Calder";
        // Nobody else in this house may be called as she is.
        var ines = (await People(story.Ines.Person!.Value))!;
        ines.Name.ShouldBe(Name);
        await talk.Say(story.Ines, $"Call me: {Name}, {ines.Email}.");
        await talk.Say(
            story.Maren,
            $"Talked to {Name.ToUpperInvariant()} <{ines.Email}> today.",
            Entente.Collaboration.Threads.ReadBy.Internal
        );
        var draft = RegistrationStory.Claim("Half A Draft") with { Problem = $"Ask {ines.Email}" };
        (await house.Act<KeepDraft, Result>(story.Ines, k => k.Run(draft, Ct))).Problem.ShouldBeNull();
        await Import(story.Ines, $"Company,Need\nErasable Foods,Ask {ines.Email}\n");
        await house.Act<Entente.Partners.Import.KeepImport, Result<Entente.Partners.Import.PartnerImportId>>(
            story.Maren,
            k =>
                k.Run(
                    "partners.csv",
                    new MemoryStream(Encoding.UTF8.GetBytes($"Name,Contact,Email\nErasable Mills,{Name},{ines.Email}\n")),
                    Ct
                )
        );
        await house.Work();
        (await privacy.Holding(ines.Email)).Count.ShouldBeGreaterThan(5);
        var before = await privacy.Verify(owner);

        var id = await privacy.Open(owner, ines.Email);
        var preview = (await privacy.Show(owner, id))!.Preview!;
        preview.Kept.Select(k => k.Title).ShouldContain("Messages with partners");
        preview.Kept.Select(k => k.Title).ShouldContain("Half-filled forms");
        preview.Kept.Select(k => k.Title).ShouldContain("Rows of imports");
        preview.AuditValues.ShouldBeGreaterThan(0);
        var erased = await privacy.Erase(owner, id, ines.Email);
        erased.Problem.ShouldBeNull();

        (await privacy.Holding(ines.Email)).ShouldBeEmpty();
        (await privacy.Holding(Name)).Where(h => !h.StartsWith("person.", StringComparison.Ordinal)).ShouldBeEmpty();
        var after = await privacy.Verify(owner);
        after.Holds.ShouldBeTrue(string.Join('\n', after.Faults.Select(f => f.Sentence)));
        after.Erased.ShouldBe(before.Erased + preview.AuditValues);
        // Ids, claims and what was said stay.
        (await story.Load(talk.Number)).SubmittedBy.ShouldBe(story.Ines.Person);
        (await People(story.Ines.Person.Value))!.Name.ShouldBe(ErasedText.Name);
        var thread = (await talk.See(story.Maren))!;
        thread.ShouldNotBeNull();
        (await privacy.Show(owner, id))!.Preview.ShouldBeNull();
        (await privacy.Erase(owner, id, ines.Email)).Problem!.Code.ShouldBe("privacy.erased_already");
    }

    [Fact]
    public async Task A_contact_goes_and_their_claim_its_dates_and_other_contacts_stay()
    {
        var owner = await privacy.Owner();
        var story = await RegistrationStory.In(house);
        var email = "una.vale@contactgoes.example";
        var claim = RegistrationStory.Claim("Contact Goes") with { ContactName = "Una Vale", ContactEmail = email };
        var number = (
            await story.Submit(
                story.Jonah, // another test of this house looks for every mail to an Ines Calder
                claim with
                {
                    Problem = $"Una Vale ({email.ToUpperInvariant()}) asked; una.vale@contactgoes.example.net did not.",
                }
            )
        )
            .Value
            .Number;
        (await story.Approve(number)).Problem.ShouldBeNull();
        var other = await story.Submitted(story.Jonah, "Contact Stays");
        var was = await story.Load(number);

        await privacy.Erased(owner, "UNA.VALE@contactgoes.example");

        var now = await story.Load(number);
        (now.ContactName, now.ContactEmail, now.ContactRole).ShouldBe((ErasedText.Name, null, null));
        now.Problem.ShouldBe("[erased] ([erased]) asked; una.vale@contactgoes.example.net did not.");
        (now.State, now.Company, now.ClaimedAt, now.ProtectedUntil, now.Number).ShouldBe(
            (was.State, was.Company, was.ClaimedAt, was.ProtectedUntil, was.Number)
        );
        (await story.Load(other)).ContactEmail.ShouldBe("r.ashdown@contactstays.example");
        (await privacy.Verify(owner)).Holds.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_is_a_member_elsewhere_keeps_what_belongs_there()
    {
        var owner = await privacy.Owner();
        var (here, email) = (house.Corvane, "twofold@shared.example");
        var person = await Invite(here, email);
        (await Invite(house.Other, email)).ShouldBe(person);

        await privacy.Erased(owner, email);

        (await People(person))!.ShouldBe(new PersonCard(person, ErasedText.Name, ""));
        await using (var elsewhere = house.As(house.Other))
        {
            var card = (await elsewhere.ServiceProvider.GetRequiredService<AccessApi>().Member(email, Ct))!;
            (card.Active, card.Person.Name).ShouldBe((true, "Two Fold"));
        }
        await using (var ours = house.As(here))
            (await ours.ServiceProvider.GetRequiredService<AccessApi>().Member(email, Ct)).ShouldBeNull();
        // Erased in the last workspace too, nothing is left of them.
        await privacy.Erased(await privacy.Owner(house.Other), email);
        (await privacy.Holding(email, "Two Fold")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_crm_still_says_of_an_erased_person_is_not_taken_in_again()
    {
        var owner = await privacy.Owner();
        var connection = Ids.New<CrmConnectionId>(house.Clock.Now);
        await Mirror(connection, "9001", "vera.mirror@mirrored.example", "Vera");
        await Mirror(connection, "9002", "stays@mirrored.example", "Stays");
        (await privacy.Holding("vera.mirror@mirrored.example")).ShouldNotBeEmpty();

        await privacy.Erased(owner, "vera.mirror@mirrored.example");
        (await privacy.Holding("vera.mirror@mirrored.example", "Vera")).ShouldBeEmpty();
        house.Clock.Advance(TimeSpan.FromMinutes(5));
        await Mirror(connection, "9001", "Vera.Mirror@mirrored.example", "Vera");
        (await privacy.Holding("vera.mirror@mirrored.example", "Vera")).ShouldBeEmpty("the sync brought them back");

        await using var scope = house.As(house.Corvane);
        var rows = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<ContactRow>()
            .Where(c => c.ConnectionId == connection)
            .ToListAsync(Ct);
        rows.Select(r => (r.CrmId, r.Email)).Order().ShouldBe([("9001", null), ("9002", "stays@mirrored.example")]);
    }

    [Fact]
    public async Task A_phone_number_finds_them_however_it_is_written()
    {
        var owner = await privacy.Owner();
        var connection = Ids.New<CrmConnectionId>(house.Clock.Now);
        await Mirror(connection, "9101", "rung@phones.example", "Rung", "+44 (0)20 7946 0958");

        var id = await privacy.Open(owner, "020 79460958");
        var preview = (await privacy.Show(owner, id))!.Preview!;

        preview.Addresses.ShouldBe(["rung@phones.example"]);
        preview.Kept.Single(k => k.Title == "Contacts of the CRM").Theirs.ShouldBe(1);
        (await privacy.Erase(owner, id, "02079460958")).Problem.ShouldBeNull();
        (await privacy.Holding("7946 0958")).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_takes_the_permission_a_reason_and_the_address_typed_again_and_never_oneself_or_the_only_owner()
    {
        var owner = await privacy.Owner();
        var story = await RegistrationStory.In(house);
        Result<PrivacyCaseId> opened = await house.Act<PrivacyDesk, Result<PrivacyCaseId>>(
            story.Maren,
            d => d.Open("a@b.example", "why", Ct)
        );
        opened.Problem!.Code.ShouldBe("privacy.not_allowed");
        opened = await house.Act<PrivacyDesk, Result<PrivacyCaseId>>(owner, d => d.Open("nobody", " ", Ct));
        opened.Problem!.Fields!.Keys.Order().ShouldBe(["about", "reason"]);

        var about = await privacy.Open(owner, story.InesEmail);
        (await privacy.Erase(story.Maren, about, story.InesEmail)).Problem!.Code.ShouldBe("privacy.not_allowed");
        (await privacy.Erase(owner, about, "other@x.example")).Problem!.Code.ShouldBe("privacy.not_confirmed");
        (await People(story.Ines.Person!.Value))!.Email.ShouldBe(story.InesEmail);
        var mine = (await People(owner.Person!.Value))!.Email;
        (await privacy.Erase(owner, await privacy.Open(owner, mine), mine)).Problem!.Code.ShouldBe("privacy.oneself");

        var lonely = (await house.Services.GetRequiredService<Workspaces>().Create("lonely", "Lonely", "UTC", "EUR", 1, Ct)).Value;
        var only = await privacy.Owner(lonely);
        var by = only with { Person = Ids.New<PersonId>(house.Clock.Now) };
        var address = await OwnerAddress(lonely, only.Person!.Value);
        (await privacy.Erase(by, await privacy.Open(by, address), address)).Problem!.Code.ShouldBe("privacy.hindered");
    }

    [Fact]
    public async Task The_app_s_role_can_empty_a_value_of_the_audit_and_write_nothing_into_it()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(house.AppConnection);
        await using var change = source.CreateCommand("update audit_value set after = 'another'");
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => change.ExecuteNonQueryAsync(Ct))).SqlState.ShouldBe("42501");
        await using var unfenced = source.CreateCommand(
            "select erase_audit_values(array(select entry_id from audit_value), array(select field from audit_value))"
        );
        (await unfenced.ExecuteScalarAsync(Ct)).ShouldBe(0, "nobody's workspace, nobody's values");
    }

    private async Task<string> OwnerAddress(WorkspaceCard of, PersonId person)
    {
        await using var scope = house.As(of);
        return (await scope.ServiceProvider.GetRequiredService<AccessApi>().People([person], Ct))[person].Email;
    }

    private async Task<PersonId> Invite(WorkspaceCard where, string email)
    {
        await using var scope = house.As(where);
        var added = await scope.ServiceProvider.GetRequiredService<AccessApi>().AddStaff(email, "Two Fold", StaffRole.Sales, Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return added.Value;
    }

    private async Task<PersonCard?> People(PersonId id)
    {
        await using var scope = house.As(house.Corvane);
        return (await scope.ServiceProvider.GetRequiredService<AccessApi>().People([id], Ct)).GetValueOrDefault(id);
    }

    private async Task Import(Actor who, string text)
    {
        var file = await house.Act<UploadImport, Result<Entente.Registrations.Model.ImportFileId>>(
            who,
            u => u.Run("ines-calder.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), Ct)
        );
        file.Problem.ShouldBeNull();
        (await house.Act<ImportActs, Result>(who, a => a.Drop(file.Value, Ct))).Problem.ShouldBeNull();
    }

    private async Task Mirror(CrmConnectionId connection, string id, string email, string first, string? phone = null)
    {
        await using var scope = house.As(house.Corvane);
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [CrmFields.FirstName] = first,
            [CrmFields.LastName] = "Mirror",
            [CrmFields.Email] = email,
            [CrmFields.Phone] = phone,
        };
        var record = new CrmRecord(CrmObject.Contact, id, fields, house.Clock.Now, false, [], []);
        var page = new MirrorPage(connection, CrmObject.Contact, SyncSource.Push, [record]) { ReadAt = house.Clock.Now };
        await scope.ServiceProvider.GetRequiredService<MirrorWriter>().Apply(page, Ct);
    }
}
