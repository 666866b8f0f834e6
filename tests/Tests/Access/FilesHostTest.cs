using System.Security.Cryptography;
using Entente.Access;
using Entente.Access.Files;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Evidence;
using Entente.Registrations.Submit;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access;

/// <summary>What others gave us comes from another host name than our pages, by a ticket that opens one file for a minute.</summary>
public sealed class FilesHostTest(House house) : IClassFixture<House>
{
    private const string Pages = "partners.example";
    private const string Files = "files.partners.example";

    private static readonly byte[] Pdf = [.. "%PDF-1.7\n"u8, .. RandomNumberGenerator.GetBytes(300_000)];

    private static int made;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_found_where_the_pages_are_and_given_by_the_other_host_for_a_minute()
    {
        await using var web = new OneWebHouse(house.AppConnection, house.Clock, filesUrl: $"https://{Files}");
        using var visitor = new WebVisitor(new Uri(await web.Start()));
        var found = await visitor.Get(await FileByLink(), ("Host", Pages));
        found.Status.ShouldBe(302);
        var ticket = new Uri(found.Headers["Location"]);
        (ticket.Scheme, ticket.Host).ShouldBe(("https", Files));
        found.Headers["Cache-Control"].ShouldBe("no-store");

        using var request = new HttpRequestMessage(HttpMethod.Get, ticket.PathAndQuery) { Headers = { Host = Files } };
        using var given = await visitor.Http.SendAsync(request, Ct);
        (await given.Content.ReadAsByteArrayAsync(Ct)).ShouldBe(Pdf);
        given.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        given.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
        given.Headers.Contains("Set-Cookie").ShouldBeFalse();

        (await visitor.Get(ticket.PathAndQuery, ("Host", Pages))).Status.ShouldBe(404, "never beside our cookies");
        house.Clock.Advance(FileTickets.Lasts + TimeSpan.FromSeconds(1));
        var late = await visitor.Get(ticket.PathAndQuery, ("Host", Files));
        (late.Status, late.Text.Contains("open the file again", StringComparison.Ordinal)).ShouldBe((404, true));
    }

    [Fact]
    public async Task The_files_host_knows_nothing_but_tickets_and_no_forged_one()
    {
        await using var web = new OneWebHouse(house.AppConnection, house.Clock, filesUrl: $"https://{Files}");
        using var visitor = new WebVisitor(new Uri(await web.Start()));
        var link = await FileByLink();
        foreach (var path in new[] { "/", "/sign-in", "/health/live", "/f", "/f/nothing", link, "/w/corvane/registrations" })
            (await visitor.Get(path, ("Host", Files))).Status.ShouldBe(404, path);
        var ticket = new Uri((await visitor.Get(link, ("Host", Pages))).Headers["Location"]).AbsolutePath;
        foreach (var at in new[] { 8, ticket.Length / 2, ticket.Length - 3 })
        {
            var forged = ticket.ToCharArray();
            forged[at] = forged[at] == 'A' ? 'B' : 'A';
            (await visitor.Get(new string(forged), ("Host", Files))).Status.ShouldBe(404);
        }
        (await visitor.Get(ticket, ("Host", Files))).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("http://localhost:5080", null, "http://files.localhost:5080")]
    [InlineData("http://127.0.0.1:5080", null, null)]
    [InlineData("https://partners.example", null, null)]
    [InlineData("https://partners.example", "https://files.partners.example/", "https://files.partners.example")]
    public void Beside_localhost_it_is_there_without_asking_and_elsewhere_once_it_is_named(string pages, string? given, string? root) =>
        new FilesAddress(new PublicAddress(() => pages), given).Root.ShouldBe(root);

    private async Task<string> FileByLink()
    {
        var story = await RegistrationStory.In(house);
        var sent = await house.Act<SubmitRegistration, Result<Receipt>>(
            story.Ines,
            u =>
                u.Run(
                    new(RegistrationStory.Claim($"Filed Foods {++made}"), Ids.New<RegistrationId>(house.Clock.Now).Short())
                    {
                        Files = [new("plan.pdf", Pdf)],
                    },
                    Ct
                )
        );
        sent.Problem.ShouldBeNull();
        var number = sent.Value.Number;
        var id = (await house.Act<ListFiles, IReadOnlyList<FileLine>>(story.Ines, l => l.Of(number, Ct))).Single().Id;
        await using var scope = house.As(house.Corvane);
        var link = await scope
            .ServiceProvider.GetRequiredService<AccessApi>()
            .IssueLink(
                LinkKind.Follow,
                story.Ines.Person,
                story.Kestrel,
                (await story.Load(number)).Id.Subject,
                house.Clock.Now.AddDays(1),
                Ct
            );
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return $"{new Uri(link).PathAndQuery}/files/{id:N}";
    }
}
