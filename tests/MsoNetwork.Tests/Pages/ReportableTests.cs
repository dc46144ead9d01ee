using MsoNetwork.Entries;
using MsoNetwork.Web.Pages.Desk;
using MsoNetwork.Web.Pages.Profile;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Tests.Pages;

/// <summary>"Something is wrong here" is there for each field of an entry.</summary>
public sealed class ReportableTests
{
    // The seat is told as one; who sees a contact, and that a place is protected, only its own people can say.
    private static readonly string[] Besides = ["postcode", "town", "protectLocation", "contactVisibleTo"];

    [Fact]
    public void What_a_team_can_edit_anybody_can_tell_to_be_wrong()
    {
        Assert.Empty(EntrySections.All.Select(field => field.Name).Except(ProfileModel.Reportable).Except(Besides));
        var names = ProfileModel.Reportable.Select(field => FieldTexts.Label(Texts.Of(PageLanguage.Default), field)).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
    }
}
