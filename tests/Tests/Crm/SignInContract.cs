using System.Net;
using System.Net.Http.Json;
using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Sync;
using Entente.Platform.Jobs;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm;

public sealed class HubSpotSignIn(SyncHouse house) : SignInContract(house), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.HubSpot;

    private protected override async Task Rotate() =>
        (
            await House.Sandbox.Http.PutAsJsonAsync(Admin("oauth"), new { rotate = true, accessTokenSeconds = 1800 }, Ct)
        ).EnsureSuccessStatusCode();

    // Half an hour later, less the five minutes in which it is renewed ahead.
    private protected override Task Expire()
    {
        House.House.Clock.Advance(TimeSpan.FromMinutes(40));
        return Task.CompletedTask;
    }

    private protected override async Task RemoveApp(string refreshToken) => await House.Sandbox.Http.DeleteAsync(Admin("oauth/grants"), Ct);

    private protected override async Task<Uri> Answer(string url, bool allow)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["decision"] = allow ? "connect" : "cancel" });
        return (await Browser.PostAsync(new Uri(url), form, Ct)).Headers.Location!;
    }
}

public sealed class SalesforceSignIn(SyncHouse house) : SignInContract(house), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.Salesforce;

    private protected override async Task Rotate() =>
        (await House.Sandbox.Http.PutAsJsonAsync(Salesforce("rotation"), new { on = true }, Ct)).EnsureSuccessStatusCode();

    private protected override async Task Expire() =>
        (await House.Sandbox.Http.DeleteAsync(Salesforce("sessions"), Ct)).EnsureSuccessStatusCode();

    private Uri Salesforce(string path) => new(House.Sandbox.Salesforce, "/sandbox/admin/salesforce/" + path);

    private protected override async Task RemoveApp(string refreshToken)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["token"] = refreshToken });
        (
            await House.Sandbox.Http.PostAsync(new Uri(House.Sandbox.Salesforce, "/services/oauth2/revoke"), form, Ct)
        ).EnsureSuccessStatusCode();
        await Expire();
    }

    private protected override async Task<Uri> Answer(string url, bool allow)
    {
        var fields = QueryHelpers.ParseQuery(new Uri(url).Query).ToDictionary(q => q.Key, q => q.Value.ToString());
        fields["answer"] = allow ? "allow" : "deny";
        using var form = new FormUrlEncodedContent(fields);
        return (await Browser.PostAsync(new Uri(House.Sandbox.Salesforce, "/services/oauth2/authorize"), form, Ct)).Headers.Location!;
    }
}

/// <summary>Connecting by the admin's own sign-in, and what keeps such a connection alive; on both protocols.</summary>
public abstract class SignInContract(SyncHouse house)
{
    private protected SyncHouse House => house;

    private protected abstract CrmKind Kind { get; }

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected HttpClient Browser { get; } = new(new HttpClientHandler { AllowAutoRedirect = false });

    private protected abstract Task Rotate();

    private protected abstract Task Expire();

    private protected abstract Task RemoveApp(string refreshToken);

    private protected abstract Task<Uri> Answer(string url, bool allow);

    [Fact]
    public async Task An_admin_signs_in_and_the_connection_loads_without_a_secret_in_clear()
    {
        var connection = await SignIn();
        (await Act<StartSync, Result<StartSync.Started>>(s => s.Run(connection, Ct))).Problem.ShouldBeNull();
        await house.House.Work();
        (await house.State(connection)).ShouldBe(CrmConnectionState.Live);
        var kept = await Credentials(connection);
        kept.RefreshToken.ShouldNotBeNullOrEmpty();
        kept.InstanceUrl.ShouldBe(
            (Kind == CrmKind.HubSpot ? house.Sandbox.HubSpot : house.Sandbox.Salesforce).GetLeftPart(UriPartial.Authority)
        );
        var row = await house.Ask(db => db.Set<CrmConnection>().AsNoTracking().SingleAsync(c => c.Id == connection, Ct));
        row.Credentials.ShouldNotContain(kept.RefreshToken!);
        (await house.Ask(db => db.Set<OAuthAttempt>().CountAsync(Ct))).ShouldBe(0);
    }

    [Fact]
    public async Task A_sign_in_is_good_once_and_only_for_who_began_it()
    {
        var (state, url) = await Begin();
        var back = Back(await Answer(url, allow: true));
        var elsewhere = await house.House.Act<SignInToCrm, Result<CrmConnectionId>>(
            house.Entente with
            {
                Person = Ids.New<PersonId>(house.House.Clock.GetUtcNow()),
            },
            s => s.Finish(state, back["code"], null, null, Ct)
        );
        elsewhere.Problem!.Code.ShouldBe("crm.stale_sign_in");
        (await Finish("made-up", back["code"])).Problem!.Code.ShouldBe("crm.stale_sign_in");
        (await Finish(state, back["code"])).Problem.ShouldBeNull();
        (await Finish(state, back["code"])).Problem!.Code.ShouldBe("crm.stale_sign_in");

        var (late, _) = await Begin();
        house.House.Clock.Advance(TimeSpan.FromMinutes(16));
        (await Finish(late, "code")).Problem!.Code.ShouldBe("crm.stale_sign_in");
    }

    [Fact]
    public async Task Who_says_no_and_who_has_the_wrong_secret_is_told_what_to_do()
    {
        var (state, url) = await Begin();
        var back = Back(await Answer(url, allow: false));
        back["error"].ShouldBe("access_denied");
        var denied = await Act<SignInToCrm, Result<CrmConnectionId>>(s =>
            s.Finish(state, null, back["error"], back.GetValueOrDefault("error_description"), Ct)
        );
        denied.Problem!.Message.ShouldContain("Sign in as");

        var (other, consent) = await Begin(secret: "wrong");
        var wrong = await Finish(other, Back(await Answer(consent, allow: true))["code"]);
        wrong.Problem!.Code.ShouldBe("crm.refused");
        wrong.Problem.Message.ShouldContain("does not know this");
    }

    [Fact]
    public async Task Processes_that_renew_at_once_do_not_lock_each_other_out()
    {
        await Rotate();
        var connection = await SignIn();
        for (var round = 0; round < 3; round++)
        {
            var before = (await Credentials(connection)).RefreshToken;
            await Expire();
            // A shelf is what a process has: tokens and connectors of its own.
            var processes = Enumerable
                .Range(0, 4)
                .Select(_ => ActivatorUtilities.CreateInstance<ConnectorShelf>(house.House.Services))
                .ToList();
            var answers = await Task.WhenAll(processes.Select(p => Check(p, connection)));
            answers.ShouldAllBe(a => a.Ok);
            (await Credentials(connection)).RefreshToken.ShouldNotBe(before, "the rotated token is kept");
            processes.ForEach(p => p.Dispose());
        }
    }

    [Fact]
    public async Task An_app_that_was_removed_stops_the_connection_and_signing_in_again_mends_it()
    {
        var connection = await SignIn();
        (await Act<StartSync, Result<StartSync.Started>>(s => s.Run(connection, Ct))).Problem.ShouldBeNull();
        await house.House.Work();
        await RemoveApp((await Credentials(connection)).RefreshToken!);
        await house.Pass(TimeSpan.FromMinutes(40));
        (await house.State(connection)).ShouldBe(CrmConnectionState.Broken);
        var view = (await Act<ShowConnection, IReadOnlyList<ConnectionView>>(s => s.All(house.House.Clock.GetUtcNow(), Ct))).Single(v =>
            v.Id == connection
        );
        view.Advice!.Steps[0].ShouldContain($"Sign in with {Kind} again");

        (await SignIn()).ShouldBe(connection, "the same account is the same connection");
        (await house.State(connection)).ShouldBe(CrmConnectionState.Live);
    }

    [Fact]
    public async Task Disconnecting_kills_the_tokens_there_and_forgets_them_here()
    {
        var connection = await SignIn();
        var token = (await Credentials(connection)).RefreshToken!;
        var ended = await Act<DisconnectCrm, Result<DisconnectCrm.Disconnected>>(d => d.Run(connection, Ct));
        ended.Value.Revoked.ShouldBeTrue();
        (await house.State(connection)).ShouldBe(CrmConnectionState.Disconnected);
        var kept = await Credentials(connection);
        (kept.RefreshToken, kept.AccessToken, kept.ClientSecret).ShouldBe((null, null, null));
        (await Refresh(token)).ShouldBe(HttpStatusCode.BadRequest);
        (await Act<DisconnectCrm, Result<DisconnectCrm.Disconnected>>(d => d.Run(connection, Ct))).Problem!.Code.ShouldBe(
            "crm.wrong_state"
        );
        (await SignIn()).ShouldBe(connection);
    }

    private protected Uri Admin(string path) => new(house.Sandbox.HubSpot, "/sandbox/admin/" + path);

    private protected async Task<CrmConnectionId> SignIn()
    {
        var (state, url) = await Begin();
        var finished = await Finish(state, Back(await Answer(url, allow: true))["code"]);
        finished.Problem.ShouldBeNull();
        return finished.Value;
    }

    private async Task<(string State, string Url)> Begin(string? secret = null)
    {
        var options = house.Sandbox.Options;
        var input =
            Kind == CrmKind.HubSpot
                ? new SignInToCrm.Input(Kind, Root(house.Sandbox.HubSpot), options.HubSpotClientId, secret ?? options.HubSpotAppSecret)
                : new SignInToCrm.Input(
                    Kind,
                    Root(house.Sandbox.Salesforce),
                    options.SalesforceClientId,
                    secret ?? options.SalesforceClientSecret
                );
        var begun = await Act<SignInToCrm, Result<SignInToCrm.Begun>>(s => s.Begin(input, Ct));
        begun.Problem.ShouldBeNull();
        var consent = await Act<SignInToCrm, SignInToCrm.Consent?>(s => s.Going(begun.Value.State, Ct));
        return (begun.Value.State, consent!.Url);
    }

    private Task<Result<CrmConnectionId>> Finish(string state, string code) =>
        Act<SignInToCrm, Result<CrmConnectionId>>(s => s.Finish(state, code, null, null, Ct));

    private async Task<CrmResult<CrmAccountFacts>> Check(ConnectorShelf shelf, CrmConnectionId id)
    {
        var connection = await house.Ask(db => db.Set<CrmConnection>().AsNoTracking().SingleAsync(c => c.Id == id, Ct));
        var credentials = await Credentials(id);
        return await shelf.Take(house.House.Corvane.Id, connection, () => credentials, 0).Check(Ct);
    }

    private async Task<CrmCredentials> Credentials(CrmConnectionId id)
    {
        var row = await house.Ask(db => db.Set<CrmConnection>().AsNoTracking().SingleAsync(c => c.Id == id, Ct));
        var box = house.House.Services.GetRequiredService<SecretBox>();
        return Json.Read<CrmCredentials>(box.Open(CrmCredentials.Purpose, row.Credentials));
    }

    private async Task<HttpStatusCode> Refresh(string token)
    {
        var options = house.Sandbox.Options;
        var (origin, path, client, secret) =
            Kind == CrmKind.HubSpot
                ? (house.Sandbox.HubSpot, "/oauth/2026-09/token", options.HubSpotClientId, options.HubSpotAppSecret)
                : (house.Sandbox.Salesforce, "/services/oauth2/token", options.SalesforceClientId, options.SalesforceClientSecret);
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token",
                ["refresh_token"] = token,
                ["client_id"] = client,
                ["client_secret"] = secret,
            }
        );
        return (await house.Sandbox.Http.PostAsync(new Uri(origin, path), form, Ct)).StatusCode;
    }

    private Task<T> Act<TCase, T>(Func<TCase, Task<T>> act)
        where TCase : notnull => house.House.Act<TCase, T>(house.Entente, act);

    private static Dictionary<string, string> Back(Uri location) =>
        QueryHelpers.ParseQuery(location.Query).ToDictionary(q => q.Key, q => q.Value.ToString());

    private static string Root(Uri origin) => origin.GetLeftPart(UriPartial.Authority);
}
