using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access;

/// <summary>People and what they are in a workspace.</summary>
public sealed class PeopleTest(House house) : IClassFixture<House>
{
    [Fact]
    public async Task The_same_address_is_the_same_person_also_within_one_act()
    {
        await using var scope = house.As(house.Corvane);
        var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
        var first = await access.AddStaff("Maren.Voss@Corvane.example", "Maren Voss", StaffRole.Sales);
        var second = await access.AddStaff("maren.voss@corvane.example ", "Maren", StaffRole.Owner);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();

        second.Value.ShouldBe(first.Value);
        (await access.Member("maren.voss@corvane.example"))!.StaffRole.ShouldBe(StaffRole.Owner);
        (await access.People([first.Value]))[first.Value].Name.ShouldBe("Maren Voss");
    }

    [Fact]
    public async Task Nobody_sits_on_both_sides_of_the_table_or_at_two_partners()
    {
        var (kestrel, vantora) = (Ids.New<PartnerId>(house.Clock.Now), Ids.New<PartnerId>(house.Clock.Now));
        await using var scope = house.As(house.Corvane);
        var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
        await access.AddStaff("staff@x.example", "Staff", StaffRole.Sales);
        await access.AddPartnerPerson(kestrel, "partner@x.example", "Partner", PartnerRole.Seller);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();

        (await access.AddStaff("partner@x.example", "P", StaffRole.Sales)).Problem!.Code.ShouldBe("person.on_partner_side");
        (await access.AddPartnerPerson(kestrel, "staff@x.example", "S", PartnerRole.Seller)).Problem!.Code.ShouldBe("person.elsewhere");
        (await access.AddPartnerPerson(vantora, "partner@x.example", "P", PartnerRole.Seller)).Problem!.Code.ShouldBe("person.elsewhere");
        (await access.AddStaff("no address", "N", StaffRole.Sales)).Problem!.Fields!.Keys.ShouldContain("email");
        (await access.AddStaff("n@x.example", " ", StaffRole.Sales)).Problem!.Fields!.Keys.ShouldContain("name");
        (await access.PartnerPeople(kestrel)).Single().Person.Email.ShouldBe("partner@x.example");
    }

    [Fact]
    public async Task A_workspace_knows_only_its_own_people()
    {
        PersonId person;
        await using (var scope = house.As(house.Other))
        {
            var theirs = scope.ServiceProvider.GetRequiredService<AccessApi>();
            person = (await theirs.AddStaff("theirs@halden.example", "Theirs", StaffRole.Owner)).Value;
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
        }
        await using var ours = house.As(house.Corvane);
        var access = ours.ServiceProvider.GetRequiredService<AccessApi>();
        (await access.People([person])).ShouldBeEmpty();
        (await access.Member("theirs@halden.example")).ShouldBeNull();
        (await access.Staff()).ShouldNotContain(m => m.Person.Id == person);
    }
}
