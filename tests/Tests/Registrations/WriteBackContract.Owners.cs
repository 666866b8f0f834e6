using Entente.Access;
using Entente.Crm;
using Entente.Crm.Lanes;
using Entente.Crm.Mapping;
using Entente.Crm.Port;
using Entente.Partners;
using Entente.Partners.Create;
using Entente.Partners.Crm;
using Entente.Partners.Edit;
using Entente.Partners.Reassign;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Today;
using Entente.Tests.Partners;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

// The manager of a partner here, and the owner of its company there.
public abstract partial class WriteBackContract
{
    [Fact]
    public async Task The_manager_of_a_partner_and_the_owner_of_its_company_follow_each_other()
    {
        var connection = await sync.Connect(Kind);
        var ((one, first), (two, second)) = await OwnersWhoAreStaff(connection);
        var (company, account) = await CompanyOf(connection, one);
        var partner = await PartnerWith(account, manager: null);
        await sync.Pass(TimeSpan.FromMinutes(2));
        (await Card(partner)).Manager.ShouldBe(first, "it had none, so the owner is its manager");

        (await sync.RepChanges(Kind, CrmObject.Account, company, CrmFields.OwnerId, two)).Error.ShouldBeNull();
        await sync.Pass(TimeSpan.FromMinutes(2));
        (await Card(partner)).Manager.ShouldBe(second, "the CRM has the last word on owners");

        await Name(partner, first);
        await sync.Pass(TimeSpan.FromMinutes(2));
        await sync.Pass(TimeSpan.FromMinutes(2));
        (await OwnerThere(company)).ShouldBe(one, "a person named the manager");
        (await Card(partner)).Manager.ShouldBe(first);
        await Name(partner, null);
        await sync.Pass(TimeSpan.FromMinutes(2));
        (await OwnerThere(company)).ShouldBe(one, "nobody is no owner");
        (await Card(partner)).Manager.ShouldBeNull("a person said so");
    }

    [Fact]
    public async Task Who_was_manager_before_stays_and_where_Entente_has_the_last_word_another_owner_is_proposed()
    {
        var connection = await sync.Connect(Kind);
        var ((one, first), (two, _)) = await OwnersWhoAreStaff(connection);
        var (company, account) = await CompanyOf(connection, two);
        var partner = await PartnerWith(account, first);
        await sync.Pass(TimeSpan.FromMinutes(2));
        (await Card(partner)).Manager.ShouldBe(first);
        (await OwnerThere(company)).ShouldBe(two, "what stood there when they met stays as well");
        await Decides(connection, FieldOwner.Entente);
        var (third, _) = (await OwnersHere(connection)).First(o => o.Owner != one && o.Owner != two);
        await Staff(connection, third);

        (await sync.RepChanges(Kind, CrmObject.Account, company, CrmFields.OwnerId, third)).Error.ShouldBeNull();
        await sync.Pass(TimeSpan.FromMinutes(2));

        (await Card(partner)).Manager.ShouldBe(first);
        (await OnToday()).ShouldContain((await Card(partner)).Name);
        var edited = await sync.House.Act<PartnerToEdit, PartnerEdited?>(sync.Entente, p => p.Load(partner, Ct));
        edited!.NewOwner.ShouldNotBeNull().ShouldStartWith("In the CRM its company belongs to ");

        await Name(partner, first);
        await sync.Pass(TimeSpan.FromMinutes(2));
        await sync.Pass(TimeSpan.FromMinutes(2));
        (await OwnerThere(company)).ShouldBe(one, "who is kept owns the company");
        (await OnToday()).ShouldNotContain((await Card(partner)).Name);
        await Decides(connection, FieldOwner.Crm);
    }

    [Fact]
    public async Task A_partner_that_is_handed_over_has_the_new_manager_as_the_owner_of_its_company()
    {
        var connection = await sync.Connect(Kind);
        var ((one, first), (two, second)) = await OwnersWhoAreStaff(connection);
        var (company, account) = await CompanyOf(connection, one);
        var partner = await PartnerWith(account, first);

        var over = await sync.House.Act<HandOverPartners, Result<int>>(
            sync.Entente,
            a => a.Run(new(first, second, [partner], "Renewal in March."), Ct)
        );
        over.Value.ShouldBe(1);
        await sync.Pass(TimeSpan.FromMinutes(2));
        await sync.Pass(TimeSpan.FromMinutes(2));

        (await OwnerThere(company)).ShouldBe(two);
        (await Card(partner)).Manager.ShouldBe(second);
    }

    private async Task<((string, PersonId), (string, PersonId))> OwnersWhoAreStaff(CrmConnectionId connection)
    {
        var owners = (await OwnersHere(connection)).Take(2).Select(o => o.Owner).ToList();
        return ((owners[0], await Staff(connection, owners[0])), (owners[1], await Staff(connection, owners[1])));
    }

    private async Task<IReadOnlyList<(string Owner, string Email)>> OwnersHere(CrmConnectionId connection) =>
        [
            .. (await sync.House.Act<CrmApi, List<CrmOwner>>(sync.Entente, c => c.Owners(connection, Ct)))
                .Where(o => o.Active && o.Email.Length > 0)
                .OrderBy(o => o.Id, StringComparer.Ordinal)
                .Select(o => (o.Id, o.Email)),
        ];

    private async Task<PersonId> Staff(CrmConnectionId connection, string owner)
    {
        var email = (await OwnersHere(connection)).Single(o => o.Owner == owner).Email;
        await using var scope = sync.House.As(sync.Entente);
        var person = await scope.ServiceProvider.GetRequiredService<AccessApi>().AddStaff(email, "Owner " + owner, StaffRole.Sales, Ct);
        await scope.ServiceProvider.GetRequiredService<Entente.Platform.Data.EntenteDb>().SaveChangesAsync(Ct);
        return person.Value;
    }

    private async Task<(string Company, AccountId Account)> CompanyOf(CrmConnectionId connection, string owner)
    {
        var tag = sync.Tag();
        var rep = sync.Rep(Kind);
        var fields = new Dictionary<string, string?> { [CrmFields.Name] = "Owned " + tag, [CrmFields.OwnerId] = owner };
        var company = (await rep.Upsert(new(CrmObject.Account, "ow" + tag, null, fields, []), Ct)).Value.Id;
        await sync.Pass(TimeSpan.FromMinutes(2));
        return (company, (await sync.House.Act<CrmApi, AccountId?>(sync.Entente, c => c.AccountByCrmId(connection, company, Ct)))!.Value);
    }

    private async Task<PartnerId> PartnerWith(AccountId account, PersonId? manager) =>
        (
            await sync.House.Act<CreatePartner, Result<PartnerId>>(
                sync.Entente,
                u =>
                    u.Run(
                        PartnerStory.Kestrel with
                        {
                            Name = "Managed " + sync.Tag(),
                            Domains = [],
                            Account = account,
                            Manager = manager,
                        },
                        Ct
                    )
            )
        ).Value;

    private async Task Name(PartnerId partner, PersonId? manager)
    {
        var form = (await sync.House.Act<PartnerToEdit, PartnerEdited?>(sync.Entente, p => p.Load(partner, Ct)))!.Form;
        form.Manager = manager?.ToString();
        (await sync.House.Act<EditPartner, Result>(sync.Entente, e => e.Run(form.Read(partner), Ct))).Problem.ShouldBeNull();
    }

    private async Task<PartnerCard> Card(PartnerId partner) =>
        (await sync.House.Act<PartnersApi, PartnerCard?>(sync.Entente, p => p.Get(partner, Ct)))!;

    private async Task<string?> OwnerThere(string company) =>
        (await sync.Rep(Kind).ReadByIds(CrmObject.Account, [company], CrmLane.Push, Ct)).Value.Records.Single()[CrmFields.OwnerId];

    private async Task<IReadOnlyList<string>> OnToday() =>
        [
            .. (
                await sync.House.Act<OwnersToday, TodaySection?>(
                    sync.Entente with
                    {
                        Permissions = Permissions.All,
                    },
                    t => t.Section(sync.House.Clock.Now, Ct)
                )
            )?.Rows.Select(r => r.Title) ?? [],
        ];

    private async Task Decides(CrmConnectionId connection, FieldOwner owner)
    {
        var view = (
            await sync.House.Act<ShowMapping, Result<MappingView>>(sync.Entente, s => s.Run(connection, new HashSet<string>(), Ct))
        ).Value;
        var now = view.Fields[CrmObject.Account].Single(f => f.Side.Key == CrmFields.OwnerId).Now!;
        var others = view.Mapping.Fields.Where(f => f.On != CrmObject.Account || f.Key != CrmFields.OwnerId);
        var mapping = view.Mapping with { Fields = [.. others, now with { Owner = owner }] };
        (
            await sync.House.Act<SaveMapping, Result<SaveMapping.Saved>>(sync.Entente, s => s.Run(connection, mapping, view.Number, Ct))
        ).Problem.ShouldBeNull();
    }
}
