using Entente.Access;
using Entente.Access.Http;
using Entente.Access.Mail;
using Entente.Access.Me;
using Entente.Access.Model;

namespace Entente.Rules.Access;

/// <summary>What an address says before anything is looked up.</summary>
public sealed class AddressesTest
{
    [Theory]
    [InlineData("/w/corvane/today", "corvane", null, null)]
    [InlineData("/w/corvane", "corvane", null, null)]
    [InlineData("/hooks/corvane/0198", "corvane", null, null)]
    [InlineData("/r/corvane.abc-_1", "corvane", LinkKind.Register, "abc-_1")]
    [InlineData("/r/corvane.abc/check", "corvane", LinkKind.Register, "abc")]
    [InlineData("/s/corvane.abc", "corvane", LinkKind.Follow, "abc")]
    [InlineData("/l/corvane.abc", "corvane", LinkKind.Share, "abc")]
    [InlineData("/in/corvane.a.b", "corvane", LinkKind.SignIn, "a.b")]
    [InlineData("/in/corvane", "corvane", LinkKind.SignIn, "")]
    public void An_address_names_its_workspace(string path, string slug, LinkKind? kind, string? token)
    {
        var address = WorkspaceAddress.Of(path).ShouldNotBeNull();
        (address.Slug, address.Link, address.Token).ShouldBe((slug, kind, token));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/setup")]
    [InlineData("/w")]
    [InlineData("/w/")]
    [InlineData("/w//today")]
    [InlineData("/health/live")]
    [InlineData("")]
    public void An_address_outside_names_none(string path) => WorkspaceAddress.Of(path).ShouldBeNull();

    [Theory]
    [InlineData(" Ines.Calder@KestrelQuay.example ", "ines.calder@kestrelquay.example")]
    [InlineData("a+b@sub.domain.co", "a+b@sub.domain.co")]
    [InlineData("ünal@straße.example", "ünal@straße.example")]
    public void An_email_address_is_read_in_lower_case(string text, string read) => EmailAddress.Read(text).ShouldBe(read);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ines")]
    [InlineData("@kestrelquay.example")]
    [InlineData("ines@kestrelquay")]
    [InlineData("ines@.example")]
    [InlineData("ines@kestrel..example")]
    [InlineData("ines@kestrel.example.")]
    [InlineData("in es@kestrel.example")]
    [InlineData("ines@kestrel@quay.example")]
    [InlineData("ines@kestrel.example\r\nBcc: all@x.example")]
    [InlineData("Ines <ines@kestrel.example>")]
    public void What_is_no_email_address_is_refused(string? text) => EmailAddress.Read(text).ShouldBeNull();

    [Fact]
    public void Every_role_has_its_permissions_and_only_known_ones()
    {
        foreach (var role in Enum.GetValues<StaffRole>())
            Permissions.Of(role).ShouldBeSubsetOf(Permissions.All);
        Permissions.Of(StaffRole.Owner).ShouldBe(Permissions.All, ignoreOrder: true);
        Permissions.Of(StaffRole.Auditor).ShouldNotContain(Permissions.DecideRegistrations);
        Permissions.Of(StaffRole.Sales).ShouldNotContain(Permissions.ReadMail);
    }

    [Fact]
    public void Addresses_in_a_mail_become_links_and_nothing_else_does()
    {
        var parts = TextLinks
            .Of("Sign in:\nhttp://localhost:5080/in/corvane.abc_-\nSee https://x.example/a?b=c. javascript:alert(1)")
            .ToList();
        parts.Where(p => p.Link).Select(p => p.Text).ShouldBe(["http://localhost:5080/in/corvane.abc_-", "https://x.example/a?b=c"]);
        string.Concat(parts.Select(p => p.Text)).ShouldEndWith(". javascript:alert(1)");
    }

    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0 Safari/537.36", "Chrome on Linux")]
    [InlineData(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1",
        "Safari on iPhone"
    )]
    [InlineData("", "A browser")]
    public void A_device_is_named_so_that_its_owner_knows_it(string userAgent, string name) => Device.Name(userAgent).ShouldBe(name);
}
