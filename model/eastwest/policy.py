"""What a policy can move besides evaluation: the levers, dated by `[[lever]]`."""

from typing import Annotated

from eastwest.vocabulary import About, Amount, Positive, Share, parameters


@parameters
class Levers:
    """Levers in force in a year; each default is neutral or that of the first years."""

    response: Annotated[
        Share, About("share of a year", "assumed", "Part of the year left to respond in")
    ] = 1.0
    vertical: Annotated[
        Amount, About("times the series", "assumed", "Central special poverty funds")
    ] = 1.0
    top_up: Annotated[
        Share, About("share of the funds", "assumed", "Central funds that top up incomes")
    ] = 0.05
    exit_plan: Annotated[
        Positive, About("persons a year", "assumed", "People who may leave the list, in the nation")
    ] = 25e6
    transfer: Annotated[
        Amount,
        About("1e8 yuan a year", "choice", "Central grants, for all recipients' counties"),
    ] = 0.0
    infrastructure_programme: Annotated[
        Amount, About("1e8 yuan a year", "choice", "Central money that builds infrastructure there")
    ] = 0.0
    services_programme: Annotated[
        Amount, About("1e8 yuan a year", "choice", "Central money for schools and hospitals there")
    ] = 0.0
    subsidy: Annotated[Amount, About("times the channel's", "assumed", "Subsidies to firms")] = 1.0
    credit: Annotated[
        Share, About("share of capital", "choice", "Landed capital lent at subsidised interest")
    ] = 0.0
    pressure: Annotated[
        Amount, About("times", "assumed", "Administrative pressure on firms to go west")
    ] = 1.0
    property_security: Annotated[
        Share, About("-", "assumed", "How safe a firm's property rights are")
    ] = 1.0
    forced_donation: Annotated[
        Share, About("share of capital a year", "choice", "What firms that came are made to donate")
    ] = 0.0
    platform: Annotated[
        Share, About("-", "assumed", "How well a platform shows organizations the need")
    ] = 0.3
    firm_platform: Annotated[
        Share, About("-", "choice", "How far a platform shows firms places in the West")
    ] = 0.0
    orientation: Annotated[
        Amount, About("times", "assumed", "Weight that firms give to common prosperity")
    ] = 1.0
    two_way: Annotated[
        Amount, About("times the channels'", "choice", "What lasting results bring in for the East")
    ] = 0.0
    quota_trade: Annotated[
        Share, About("share of the supply", "choice", "Land quotas that may be sold to the partner")
    ] = 0.0
    praise_events: Annotated[
        bool, About("-", "assumed", "Count the dated praise of the sources")
    ] = True
