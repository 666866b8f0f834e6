using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Entente.Access;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

// What the API says of itself: its description, its guide.
public sealed partial class ApiTest
{
    [Fact]
    public async Task The_description_lists_exactly_the_endpoints_and_its_examples_are_what_it_describes()
    {
        using var anybody = new HttpClient { BaseAddress = new(web.Url) };
        var document = JsonNode.Parse(await anybody.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Ct))!;
        var listed = document["paths"]!
            .AsObject()
            .SelectMany(p => p.Value!.AsObject().Select(o => $"{o.Key.ToUpperInvariant()} {p.Key}"))
            .Order()
            .ToList();
        var there = web
            .Services.GetServices<EndpointDataSource>()
            .SelectMany(s => s.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(e =>
                e.Metadata.GetMetadata<HttpMethodMetadata>()!
                    .HttpMethods.Where(m => m != "HEAD")
                    .Select(m => $"{m} {e.RoutePattern.RawText}")
            )
            .Distinct()
            .Order()
            .ToList();

        listed.ShouldBe(there);
        listed.Count.ShouldBeGreaterThanOrEqualTo(6);
        var examples = 0;
        foreach (var operation in document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()))
            if (operation.Value!["requestBody"]?["content"]?["application/json"] is { } body)
            {
                body["example"].ShouldNotBeNull(operation.Key);
                Fits(document, body["schema"]!, body["example"]!).ShouldBeNull();
                examples++;
            }
        examples.ShouldBe(2);
        var submit = document["paths"]![Root]!["post"]!["requestBody"]!["content"]!["application/json"]!;
        Fits(document, submit["schema"]!, JsonNode.Parse("""{"company":7}""")!).ShouldNotBeNull("or it checks nothing");
        Fits(document, submit["schema"]!, JsonNode.Parse("""{"colour":"red"}""")!).ShouldNotBeNull("or it checks nothing");
    }

    [Fact]
    public async Task The_examples_of_the_guide_run()
    {
        var story = await RegistrationStory.In(web.House);
        using var api = await Partner(story);
        using var staff = await Client(
            story.Maren with
            {
                Permissions = Permissions.Of(StaffRole.Owner),
            },
            [ApiScopes.ReadSafelist, ApiScopes.ReadSegments]
        );
        var segment = await new SegmentStory(web.House).Hand(SegmentStory.Name("Of the guide"));
        var record = await story.Submitted(story.Ines, "Of The Guide");
        var guide = await File.ReadAllTextAsync(Path.Combine(Checkout(), "docs", "api.md"), Ct);
        var blocks = Regex
            .Matches(guide, "```sh\n(?<lines>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Select(m => m.Groups["lines"].Value)
            .ToList();
        blocks.Count.ShouldBeGreaterThanOrEqualTo(4);
        using var shell = Process.Start(
            new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", string.Join('\n', blocks)])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                Environment =
                {
                    ["URL"] = web.Url.TrimEnd('/'),
                    ["KEY"] = api.DefaultRequestHeaders.Authorization!.Parameter,
                    ["STAFF_KEY"] = staff.DefaultRequestHeaders.Authorization!.Parameter,
                    ["RECORD"] = record,
                    ["SEGMENT"] = segment.Short(),
                    ["PERSON"] = story.Ines.Person!.Value.Value.ToString("N"),
                },
            }
        )!;
        var (said, wrong) = (shell.StandardOutput.ReadToEndAsync(Ct), shell.StandardError.ReadToEndAsync(Ct));
        await shell.WaitForExitAsync(Ct);

        shell.ExitCode.ShouldBe(0, await said + await wrong);
        (await said).ShouldContain("\"state\":\"withdrawn\"");
    }

    // What of a value does not fit its schema; null when all of it does. As much of JSON Schema as the description uses.
    private static string? Fits(JsonNode document, JsonNode schema, JsonNode? value)
    {
        if (schema["$ref"] is { } reference)
        {
            var at = document;
            foreach (var part in reference.ToString().TrimStart('#', '/').Split('/'))
                at = at[part]!;
            schema = at;
        }
        if (value is JsonObject record)
            return record
                .Select(f => schema["properties"]?[f.Key] is { } of ? Fits(document, of, f.Value) : $"{f.Key} is not described")
                .FirstOrDefault(w => w is not null);
        var kind = value?.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Number => "number",
            _ => "null",
        };
        var allowed = schema["type"] is JsonArray several
            ? [.. several.Select(t => t!.ToString())]
            : new List<string> { schema["type"]!.ToString() };
        return allowed.Contains(kind) ? null : $"{value} is no {string.Join(" or ", allowed)}";
    }

    private static string Checkout()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Entente.slnx")))
            at = at.Parent;
        return at!.FullName;
    }
}
