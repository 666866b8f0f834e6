namespace Entente.Platform.Matching.Pairs;

/// <summary>A record read once, for many comparisons.</summary>
internal sealed class Reading
{
    private Reading(IReadOnlyList<NameView> names, Address? address, IReadOnlyList<Phone.Number> phones, string? domain, string? country) =>
        (Names, Address, Phones, Domain, Country) = (names, address, phones, domain, country);

    public IReadOnlyList<NameView> Names { get; }

    public Address? Address { get; }

    public IReadOnlyList<Phone.Number> Phones { get; }

    /// <summary>Registrable; free-mail domains are none.</summary>
    public string? Domain { get; }

    public string? Country { get; }

    public static Reading Of(CompanyRecord record)
    {
        var country = Tables.Country(record.Country);
        return new Reading(
            NameView.Of(record.Name),
            Address.Of(record.Address),
            Phone.Of(record.Phone, country),
            Matching.Domain.OfCompany(record.Domain, record.Sites)?.Value,
            country
        );
    }
}
