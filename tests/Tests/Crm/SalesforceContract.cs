using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Entente.Crm.Lanes;
using Entente.Crm.Port;
using Entente.Crm.Salesforce;

namespace Entente.Tests.Crm;

/// <summary>Salesforce, signed in by client credentials.</summary>
public sealed class SalesforceContract(CrmSandbox sandbox) : ConnectorContract(sandbox), IClassFixture<CrmSandbox>
{
    protected override string Protocol => "salesforce";

    private protected override CrmKind Kind => CrmKind.Salesforce;

    private protected override ICrmConnector Connect(ConnectorFacts facts, HttpClient? client = null, bool wrongSecret = false) =>
        new SalesforceConnector(
            client ?? Sandbox.Http,
            new SalesforceOptions(
                Sandbox.Salesforce,
                "66.0",
                SalesforceGrant.ClientCredentials,
                Sandbox.Options.SalesforceClientId,
                wrongSecret ? "wrong" : Sandbox.Options.SalesforceClientSecret
            ),
            facts,
            new LaneGate(LanePolicy.Paced(10_000), TimeProvider.System),
            null,
            TimeProvider.System
        );

    private protected override async Task Delete(CrmObject kind, string id)
    {
        using var connector = (SalesforceConnector)await Ready();
        var access = (await connector.Access(Ct)).Value;
        using var message = new HttpRequestMessage(
            HttpMethod.Delete,
            new Uri(access.Origin, $"/services/data/v66.0/sobjects/{SalesforceFields.Object(kind)}/{id}")
        );
        message.Headers.Authorization = new("Bearer", access.Token);
        (await Sandbox.Http.SendAsync(message, Ct)).EnsureSuccessStatusCode();
    }

    private protected override async Task Meet(string deal, string subject, string body, DateTimeOffset at)
    {
        using var connector = (SalesforceConnector)await Ready();
        var access = (await connector.Access(Ct)).Value;
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(access.Origin, "/services/data/v66.0/sobjects/Event"));
        message.Headers.Authorization = new("Bearer", access.Token);
        message.Content = JsonContent.Create(
            new Dictionary<string, object>
            {
                ["Subject"] = subject,
                ["Description"] = body,
                ["WhatId"] = deal,
                ["StartDateTime"] = at,
                ["DurationInMinutes"] = 30,
            }
        );
        (await Sandbox.Http.SendAsync(message, Ct)).EnsureSuccessStatusCode();
    }

    private protected override string Unknown(string id) => SalesforceId.Normalise(id[..3] + "0000000zzzzz")!;

    [Fact]
    public async Task A_certificate_signs_in_in_place_of_a_secret_and_another_key_does_not()
    {
        using var key = RSA.Create(2048);
        using var other = RSA.Create(2048);
        var asked = new CertificateRequest("CN=entente", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = asked.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        using var upload = new StringContent(certificate.ExportCertificatePem());
        var address = new Uri(Sandbox.Salesforce, "/sandbox/admin/salesforce/certificate");
        (await Sandbox.Http.PutAsync(address, upload, Ct)).EnsureSuccessStatusCode();
        await Ready();

        using var connector = ByCertificate(key);
        (await connector.Check(Ct)).Error.ShouldBeNull();
        (await Claim(connector)).Deal.ShouldNotBeEmpty();

        using var stranger = ByCertificate(other);
        var refused = (await stranger.Check(Ct)).Error.ShouldNotBeNull();
        (refused.Class, refused.Code).ShouldBe((CrmErrorClass.Auth, "invalid_grant"));
    }

    [Fact]
    public async Task The_role_of_a_contact_is_written_and_read_back()
    {
        var connector = await Ready();
        var claim = await Claim(connector);

        var deal = await One(connector, CrmObject.Deal, claim.Deal);

        var contact = deal.Links.Where(l => l.To == CrmObject.Contact).ShouldHaveSingleItem();
        (contact.Id, contact.Role, contact.Primary).ShouldBe((claim.Contact, "Decision Maker", true));
    }

    private SalesforceConnector ByCertificate(RSA key) =>
        new(
            Sandbox.Http,
            new SalesforceOptions(
                Sandbox.Salesforce,
                "66.0",
                SalesforceGrant.JwtBearer,
                Sandbox.Options.SalesforceClientId,
                "",
                Sandbox.Options.SalesforceUsername,
                key.ExportPkcs8PrivateKeyPem()
            ),
            ConnectorFacts.Unknown,
            new LaneGate(LanePolicy.Paced(10_000), TimeProvider.System),
            null,
            TimeProvider.System
        );

    [Fact]
    public async Task Object_rights_that_are_missing_are_named()
    {
        using var lesser = new HttpClient(new LesserUser());

        var check = await Connect(ConnectorFacts.Unknown, lesser).Check(Ct);

        check.Error.ShouldBeNull();
        check.Value.Lacking.ShouldBe(["Account: edit", "Opportunity: create", "Opportunity: edit", "Task: read"]);
    }

    /// <summary>
    /// What Salesforce tells a user whose permission set leaves rights out: flags of a describe are false, and an object that may not even be
    /// read is not there. The sandbox's user may do everything.
    /// </summary>
    private sealed class LesserUser : DelegatingHandler
    {
        public LesserUser()
            : base(new SocketsHttpHandler()) { }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            string[] denied = request.RequestUri!.AbsolutePath switch
            {
                var path when path.EndsWith("/sobjects/Account/describe", StringComparison.Ordinal) => ["updateable"],
                var path when path.EndsWith("/sobjects/Opportunity/describe", StringComparison.Ordinal) => ["createable", "updateable"],
                var path when path.EndsWith("/sobjects/Task/describe", StringComparison.Ordinal) => ["queryable"],
                _ => [],
            };
            if (denied.Length == 0)
                return answer;
            var described = (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken)).ShouldNotBeNull();
            foreach (var flag in denied)
                described[flag] = false;
            answer.Content = JsonContent.Create(described);
            return answer;
        }
    }
}
