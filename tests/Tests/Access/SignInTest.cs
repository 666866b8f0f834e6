using Entente.Access;
using Entente.Tests.Support;

namespace Entente.Tests.Access;

/// <summary>Signing in by a mailed link, over HTTP.</summary>
public sealed class SignInTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Fact]
    public async Task A_mailed_link_signs_in_and_leads_staff_to_today()
    {
        using var maren = await web.Staff();
        var today = await maren.Open("/w/corvane/today");
        today.Heading.ShouldBe("Today");
    }
}
