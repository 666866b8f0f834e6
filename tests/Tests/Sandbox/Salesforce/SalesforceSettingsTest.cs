namespace Entente.Tests.Sandbox.Salesforce;

/// <summary>The organisation changes while its API is in use.</summary>
public sealed class SalesforceSettingsTest
{
    [Fact]
    public async Task Rows_are_upserted_while_the_organisations_settings_change()
    {
        await using var org = await SalesforceOrg.Start();
        var account = await org.Create("Account", new { Name = "Steady" });
        var records = new[]
        {
            new
            {
                attributes = new { type = "Account" },
                id = account,
                Name = "Steady on",
            },
        };
        using var enough = new CancellationTokenSource();
        // Rows of objects that only Salesforce has are settings of the store.
        var changing = Task.Run(async () =>
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
                await org.Create("Lead", new { LastName = $"L{i}", Company = "Busy" });
        });

        for (var i = 0; i < 400; i++)
        {
            var (status, results) = await org.Call("PATCH", "/composite/sobjects/Account/Id", new { records });
            status.ShouldBe(200);
            results![0]!["success"]!.GetValue<bool>().ShouldBeTrue(results.ToJsonString());
        }
        await enough.CancelAsync();
        await changing;
    }
}
