using System.Collections.Frozen;

namespace Entente.Platform.Values;

/// <summary>
/// The currencies that are in use: the active codes of ISO 4217, list one, as its maintenance agency SIX publishes it
/// (six-group.com, "Data Standards": list-one.xml), with the amendments in force on 1 January 2026 (XCG for ANG, ZWG for ZWL, the euro for HRK and BGN).
/// Left out are what nobody pays with: metals, units of account, the codes for tests and for none (XAU, XDR, XTS, XXX …).
/// </summary>
public static class Currencies
{
    private static readonly FrozenSet<string> Codes = """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU
        CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD
        JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO
        NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT
        TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Every code, in capitals.</summary>
    public static IReadOnlyCollection<string> All => Codes;

    /// <summary>Whether this is one of them, in capitals: <c>EUR</c>.</summary>
    public static bool Knows(string code) => Codes.Contains(code);
}
