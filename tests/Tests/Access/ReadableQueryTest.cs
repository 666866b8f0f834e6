using Entente.Host.Pages;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access;

/// <summary>A query that nobody can read is left out; it breaks no page.</summary>
public sealed class ReadableQueryTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Theory]
    [InlineData("/w/corvane/sign-in?Sent=1", "Sign in")]
    [InlineData("/w/corvane/sign-in?Sent=", "Sign in")]
    [InlineData("/w/corvane/registrations?Page=x", "Registrations")]
    [InlineData("/w/corvane/audit?page=99999999999", "Audit")]
    [InlineData("/w/corvane/registrations/new?Partner=nobody", "Register for a partner")]
    public async Task A_value_that_is_no_number_no_id_and_neither_true_nor_false_is_as_if_it_was_not_there(string path, string heading)
    {
        using var maren = await web.Staff();
        using var guest = web.Guest();
        var answer = await (path.Contains("sign-in", StringComparison.Ordinal) ? guest : maren).Get(path);
        (answer.Status, answer.Heading).ShouldBe((200, heading));
    }

    [Fact]
    public async Task What_can_be_read_beside_it_still_counts()
    {
        using var guest = web.Guest();
        (await guest.Get("/w/corvane/sign-in?Sent=true&x=%3F")).Text.ShouldNotBe((await guest.Get("/w/corvane/sign-in?Sent=1&x=%3F")).Text);
    }

    [Fact]
    public void Whatever_a_page_takes_from_its_query_has_a_reader()
    {
        var taken = web
            .Services.GetRequiredService<IEnumerable<EndpointDataSource>>()
            .SelectMany(s => s.Endpoints)
            .Select(e => e.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type)
            .OfType<Type>()
            .Distinct()
            .SelectMany(page => ReadableQuery.Parameters(page).Select(p => (Page: page.Name, p.Name, p.Type)))
            .ToList();
        taken.Count.ShouldBeGreaterThan(30);
        taken.Where(p => ReadableQuery.ReaderOf(p.Type) is null).ShouldBeEmpty();
    }
}
